<?xml version="1.0" encoding="UTF-8"?>
<!-- recommender-pledge.xsl: 承诺书 of who recommends, on the page of GB/T 9704. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:g="urn:shenbao:programme" xmlns:s="urn:shenbao:summary" exclude-result-prefixes="g s">

  <xsl:import href="../common/letter.xsl"/>

  <xsl:variable name="prefix">pledge</xsl:variable>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="form" select="$programme/g:summary/g:form[@name = 'pledge']"/>

  <xsl:template match="/s:summary">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="page-masters"><xsl:with-param name="prefix" select="$prefix"/></xsl:call-template></fo:layout-master-set>
      <fo:page-sequence master-reference="pledge-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="page-numbers"><xsl:with-param name="prefix" select="$prefix"/></xsl:call-template>
        <fo:flow flow-name="xsl-region-body">
          <fo:block xsl:use-attribute-sets="page-title" line-height="30pt" space-before="28.99pt" space-before.conditionality="retain" space-after="28.99pt"><xsl:value-of select="$form/g:title"/></fo:block>
          <fo:block xsl:use-attribute-sets="page-text" text-indent="0pt" role="P"><xsl:value-of select="$programme/g:issuer"/>：</fo:block>
          <fo:block xsl:use-attribute-sets="page-text" text-indent="2em" role="P">
            <xsl:value-of select="concat('我单位推荐', s:total/@count, '个项目申报', $programme/g:title, '（见推荐汇总表），现作如下承诺：')"/>
          </fo:block>
          <xsl:for-each select="$form/g:paragraph">
            <fo:block xsl:use-attribute-sets="page-text" text-indent="2em" role="P"><xsl:value-of select="concat(substring('一二三四五六七八九', position(), 1), '、', normalize-space())"/></fo:block>
          </xsl:for-each>
          <xsl:call-template name="letter-signature"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

</xsl:stylesheet>
