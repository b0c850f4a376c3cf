<?xml version="1.0" encoding="UTF-8"?>
<!-- recommendation.xsl: 推荐函, a letter of who recommends to 浙江省科学技术厅, with the numbers of the summary table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:g="urn:shenbao:programme" xmlns:s="urn:shenbao:summary" exclude-result-prefixes="g s">

  <xsl:import href="../common/letter.xsl"/>

  <xsl:variable name="prefix">letter</xsl:variable>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="form" select="$programme/g:summary/g:form[@name = 'letter']"/>

  <xsl:template match="/s:summary">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="letter-masters"/></fo:layout-master-set>
      <fo:page-sequence master-reference="letter-letter" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="letter-mark"/>
        <fo:flow flow-name="xsl-region-body">
          <fo:block xsl:use-attribute-sets="page-title" line-height="30pt" space-after="28.99pt"><xsl:value-of select="$form/g:title"/></fo:block>
          <fo:block xsl:use-attribute-sets="page-text" text-indent="0pt" role="P"><xsl:value-of select="$programme/g:issuer"/>：</fo:block>
          <fo:block xsl:use-attribute-sets="page-text" text-indent="2em" role="P">
            <xsl:text>根据《</xsl:text><xsl:value-of select="normalize-space($programme/g:source/g:title)"/><xsl:text>》要求，我单位组织了项目申报，并对申报材料进行了审核。经研究，现推荐</xsl:text>
            <xsl:value-of select="s:total/@count"/><xsl:text>个项目</xsl:text>
            <xsl:for-each select="s:total/s:amount[last()]"><xsl:value-of select="concat('，申请省财政补助经费合计', ., '万元')"/></xsl:for-each>
            <xsl:text>。推荐项目的申报材料真实、完整，符合申报通知规定的条件。</xsl:text>
          </fo:block>
          <fo:block xsl:use-attribute-sets="page-text" text-indent="2em" role="P">请予审查。</fo:block>
          <!-- 7.3.4: a second line begins below the name, not below 附件. -->
          <fo:block xsl:use-attribute-sets="page-text" start-indent="5em" text-indent="-3em" space-before="28.99pt" role="P">附件：<xsl:value-of select="s:title"/></fo:block>
          <xsl:call-template name="letter-signature"/>
          <xsl:for-each select="s:contact[@role = 'contact']">
            <fo:block xsl:use-attribute-sets="page-text" text-indent="2em" role="P">
              <xsl:text>（联系人：</xsl:text>
              <xsl:call-template name="letter-fact"><xsl:with-param name="name">contact</xsl:with-param><xsl:with-param name="value" select="@name"/><xsl:with-param name="label">联系人</xsl:with-param></xsl:call-template>
              <xsl:text>，联系电话：</xsl:text>
              <xsl:call-template name="letter-fact"><xsl:with-param name="name">phone</xsl:with-param><xsl:with-param name="value" select="@phone"/><xsl:with-param name="label">联系电话</xsl:with-param></xsl:call-template>
              <xsl:text>）</xsl:text>
            </fo:block>
          </xsl:for-each>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

</xsl:stylesheet>
