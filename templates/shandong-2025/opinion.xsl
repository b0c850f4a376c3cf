<?xml version="1.0" encoding="UTF-8"?>
<!-- opinion.xsl: the 形式审查意见表 of all programmes; a suggestion comes from a 建议单位 and a 建议人. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:p="urn:shenbao:proposal" exclude-result-prefixes="p">
  <xsl:import href="../common/opinion.xsl"/>
  <xsl:variable name="lead-label">建议单位</xsl:variable>
  <xsl:variable name="lead" select="$proposal/p:suggester/p:unit/p:name"/>
  <xsl:variable name="leader-label">建议人</xsl:variable>
  <xsl:variable name="leader" select="$proposal/p:suggester/p:name"/>
</xsl:stylesheet>
