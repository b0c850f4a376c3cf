<?xml version="1.0" encoding="UTF-8"?>
<!-- feasibility.xsl: 可行性报告 of the Zhejiang programme: contents are proposed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" exclude-result-prefixes="p g">

  <xsl:import href="../common/form.xsl"/>
  <xsl:include href="facts.xsl"/>

  <xsl:variable name="prefix">feasibility</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'feasibility']"/>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/></fo:layout-master-set>
      <xsl:variable name="pages">
      <fo:page-sequence master-reference="feasibility-pages" initial-page-number="1">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <fo:block xsl:use-attribute-sets="form-part" font-family="xiaobiaosong" font-size="22pt" line-height="32pt" id="feasibility-title">
            <fo:block><xsl:value-of select="normalize-space(p:title)"/></fo:block>
            <fo:block><xsl:value-of select="$form/g:title"/></fo:block>
          </fo:block>
          <xsl:call-template name="form-texts"><xsl:with-param name="of">necessity stateOfArt objective content keyProblems route innovation basis conditions cooperation foreignSide? team? ip organisation safeguards? outcome resultPlan? risk</xsl:with-param></xsl:call-template>
          <fo:block id="feasibility-end" role="Artifact"/>
        </fo:flow>
      </fo:page-sequence>
      </xsl:variable>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="feasibility-title"><fo:bookmark-title><xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <xsl:call-template name="form-bookmarks"><xsl:with-param name="pages" select="$pages"/></xsl:call-template>
        </fo:bookmark>
      </fo:bookmark-tree>
      <xsl:copy-of select="$pages"/>
    </fo:root>
  </xsl:template>

</xsl:stylesheet>
