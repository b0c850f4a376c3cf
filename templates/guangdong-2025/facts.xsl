<?xml version="1.0" encoding="UTF-8"?>
<!-- facts.xsl: what all forms of the pack ask of the proposal. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:p="urn:shenbao:proposal"
                xmlns:g="urn:shenbao:programme" exclude-result-prefixes="p g">
  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="proposal" select="/p:proposal"/>
  <xsl:variable name="units" select="$proposal/p:units/p:unit"/>
  <xsl:variable name="lead" select="$units[@role = 'lead'][1]"/>
  <xsl:variable name="people" select="$proposal/p:people/p:person"/>
  <xsl:variable name="team" select="$people[@role != 'foreignLeader']"/>
  <xsl:variable name="leader" select="$people[@role = 'leader'][1]"/>
  <xsl:variable name="budget" select="$proposal/p:budget"/>
  <xsl:variable name="fiscal-name">省财政资金</xsl:variable>
</xsl:stylesheet>
