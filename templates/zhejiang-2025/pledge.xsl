<?xml version="1.0" encoding="UTF-8"?>
<!-- pledge.xsl: 诚信承诺书 of each unit of ours, the leader and each core member: a sheet each, because each is signed and handed in by itself. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions" exclude-result-prefixes="p g sb">

  <xsl:import href="../common/form.xsl"/>
  <xsl:include href="facts.xsl"/>

  <xsl:variable name="prefix">pledge</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'pledge']"/>

  <xsl:variable name="pledging" select="$units[@role != 'foreign'] | $people[@role = 'leader' or @role = 'core']"/>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/></fo:layout-master-set>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="pledge-title"><fo:bookmark-title><xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <xsl:for-each select="$pledging"><fo:bookmark internal-destination="pledge-{local-name()}-{@id}"><fo:bookmark-title><xsl:value-of select="concat(sb:value-label(@role), '：', normalize-space(p:name))"/></fo:bookmark-title></fo:bookmark></xsl:for-each>
        </fo:bookmark>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="pledge-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <fo:block id="pledge-title" role="Artifact"/>
          <xsl:for-each select="$pledging">
            <fo:block xsl:use-attribute-sets="form-part" font-family="xiaobiaosong" font-size="22pt" line-height="32pt" id="pledge-{local-name()}-{@id}">
              <xsl:if test="position() &gt; 1"><xsl:attribute name="break-before">odd-page</xsl:attribute></xsl:if>
              <fo:block>科研诚信承诺书</fo:block>
              <fo:block font-family="kai" font-size="16pt" line-height="24pt">（<xsl:value-of select="sb:value-label(@role)"/>）</fo:block>
            </fo:block>
            <xsl:variable name="who" select="substring('unit person', 1 + 5 * boolean(self::p:person), 4 + 2 * boolean(self::p:person))"/>
            <xsl:variable name="field" select="concat($who, '-', @id)"/>
            <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P">项目名称：<xsl:value-of select="normalize-space($proposal/p:title)"/></fo:block>
            <xsl:choose>
              <xsl:when test="self::p:unit"><fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P">承诺单位：<xsl:value-of select="normalize-space(p:name)"/></fo:block></xsl:when>
              <xsl:otherwise><fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P">承诺人：<xsl:value-of select="normalize-space(p:name)"/>（<xsl:value-of select="normalize-space($units[@id = current()/@unit]/p:name)"/>）</fo:block></xsl:otherwise>
            </xsl:choose>
            <xsl:for-each select="$programme/g:pledge[@for = $who]/g:paragraph">
              <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P"><xsl:value-of select="normalize-space(.)"/></fo:block>
            </xsl:for-each>
            <xsl:choose>
              <xsl:when test="self::p:unit"><xsl:call-template name="form-signature"><xsl:with-param name="who" select="concat(normalize-space(p:name), '（盖章）')"/><xsl:with-param name="seal" select="true()"/><xsl:with-param name="field" select="$field"/></xsl:call-template></xsl:when>
              <xsl:otherwise><xsl:call-template name="form-signature"><xsl:with-param name="who">承诺人（签字）</xsl:with-param><xsl:with-param name="field" select="$field"/><xsl:with-param name="signer" select="concat('承诺人（签字）：', normalize-space(p:name))"/><xsl:with-param name="date" select="concat('承诺日期：', normalize-space(p:name))"/></xsl:call-template></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
          <fo:block id="pledge-end" role="Artifact"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

</xsl:stylesheet>
