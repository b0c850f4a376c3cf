<?xml version="1.0" encoding="UTF-8"?>
<!-- indicator.xsl: the tables of indicators and of deliverables of report.xsl.
     五号 on the page's own width; header rows repeat, rows stay whole. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:sb="urn:shenbao:functions" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" exclude-result-prefixes="p sb">

  <xsl:template name="head-cell">
    <xsl:param name="of"/>
    <xsl:param name="text"/>
    <fo:table-cell xsl:use-attribute-sets="rich-cell" font-family="hei" text-align="center" role="TH">
      <fo:block>
        <xsl:value-of select="$text"/>
        <xsl:if test="$of"><xsl:call-template name="label"><xsl:with-param name="of" select="$of"/></xsl:call-template></xsl:if>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- 指标名称 | 计量单位 | 当前值 | 预期值 | 国内同类 | 国外同类 -->
  <xsl:template name="indicators">
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <fo:table xsl:use-attribute-sets="rich-table" space-before="4pt" space-after="8pt" role="Table">
        <fo:table-column column-width="proportional-column-width(28)"/>
        <fo:table-column column-width="proportional-column-width(15)"/>
        <fo:table-column column-width="proportional-column-width(11)"/>
        <fo:table-column column-width="proportional-column-width(12)"/>
        <fo:table-column column-width="proportional-column-width(17)" number-columns-repeated="2"/>
        <fo:table-header>
          <xsl:call-template name="continued"><xsl:with-param name="columns" select="6"/></xsl:call-template>
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="head-cell"><xsl:with-param name="of">indicator/name</xsl:with-param></xsl:call-template>
            <xsl:call-template name="head-cell"><xsl:with-param name="of">indicator/unit</xsl:with-param></xsl:call-template>
            <xsl:call-template name="head-cell"><xsl:with-param name="of">indicator/current</xsl:with-param></xsl:call-template>
            <xsl:call-template name="head-cell"><xsl:with-param name="of">indicator/value</xsl:with-param></xsl:call-template>
            <xsl:call-template name="head-cell"><xsl:with-param name="of">indicator/domestic</xsl:with-param></xsl:call-template>
            <xsl:call-template name="head-cell"><xsl:with-param name="of">indicator/foreign</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"/>
          <xsl:for-each select="$of">
            <fo:table-row keep-together.within-page="always" loc:line="{sb:line()}">
              <xsl:call-template name="rich-row-keeps"/>
              <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="start" role="TH">
                <fo:block loc:line="{sb:line()}"><xsl:apply-templates select="p:name/node()" mode="inline"/></fo:block>
              </fo:table-cell>
              <xsl:call-template name="figure-cell"><xsl:with-param name="of" select="p:unit"/></xsl:call-template>
              <xsl:call-template name="figure-cell"><xsl:with-param name="of" select="p:current"/></xsl:call-template>
              <xsl:call-template name="figure-cell"><xsl:with-param name="of" select="p:value"/><xsl:with-param name="before" select="normalize-space(p:comparator)"/></xsl:call-template>
              <xsl:call-template name="figure-cell"><xsl:with-param name="of" select="p:domestic"/></xsl:call-template>
              <xsl:call-template name="figure-cell"><xsl:with-param name="of" select="p:foreign"/></xsl:call-template>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
    </xsl:if>
  </xsl:template>

  <!-- A value, below it in small type what it was compared with; ／ where nothing can be compared. -->
  <xsl:template name="figure-cell">
    <xsl:param name="of"/>
    <xsl:param name="before"/>
    <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="center">
      <fo:block loc:line="{sb:line($of)}">
        <xsl:choose>
          <xsl:when test="normalize-space($of)"><xsl:value-of select="$before"/><xsl:apply-templates select="$of/node()" mode="inline"/></xsl:when>
          <xsl:otherwise>／</xsl:otherwise>
        </xsl:choose>
      </fo:block>
      <xsl:if test="normalize-space($of/@source)">
        <fo:block font-size="9pt" line-height="11pt"><xsl:value-of select="normalize-space($of/@source)"/></fo:block>
      </xsl:if>
    </fo:table-cell>
  </xsl:template>

  <!-- 序号 | 交示件名称 | 检验、评测、考核方式 | 与国内外同类指标对比 -->
  <xsl:template name="deliverables">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="$of">
        <fo:table xsl:use-attribute-sets="rich-table" space-before="4pt" space-after="8pt" role="Table">
          <fo:table-column column-width="proportional-column-width(9)"/>
          <fo:table-column column-width="proportional-column-width(26)"/>
          <fo:table-column column-width="proportional-column-width(33)"/>
          <fo:table-column column-width="proportional-column-width(32)"/>
          <fo:table-header>
            <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
            <fo:table-row keep-together.within-page="always">
              <xsl:call-template name="head-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
              <xsl:call-template name="head-cell"><xsl:with-param name="of">report/deliverable</xsl:with-param></xsl:call-template>
              <xsl:call-template name="head-cell"><xsl:with-param name="of">report/test</xsl:with-param></xsl:call-template>
              <xsl:call-template name="head-cell"><xsl:with-param name="of">report/comparison</xsl:with-param></xsl:call-template>
            </fo:table-row>
          </fo:table-header>
          <fo:table-body>
            <xsl:call-template name="continued-title"/>
            <xsl:for-each select="$of">
              <fo:table-row keep-together.within-page="always" loc:line="{sb:line()}">
                <xsl:call-template name="rich-row-keeps"/>
                <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="center"><fo:block><xsl:value-of select="position()"/></fo:block></fo:table-cell>
                <xsl:call-template name="text-cell"><xsl:with-param name="of" select="p:name"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
                <xsl:call-template name="text-cell"><xsl:with-param name="of" select="p:test"/></xsl:call-template>
                <xsl:call-template name="text-cell"><xsl:with-param name="of" select="p:comparison"/></xsl:call-template>
              </fo:table-row>
            </xsl:for-each>
          </fo:table-body>
        </fo:table>
      </xsl:when>
      <xsl:otherwise>
        <fo:block text-indent="2em" role="P">
          <xsl:call-template name="label"><xsl:with-param name="of">report/deliverable</xsl:with-param></xsl:call-template>
          <xsl:text>：无</xsl:text>
        </fo:block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="text-cell">
    <xsl:param name="of"/>
    <xsl:param name="names-row" select="false()"/>
    <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="start">
      <xsl:if test="$names-row"><xsl:attribute name="role">TH</xsl:attribute></xsl:if>
      <fo:block loc:line="{sb:line($of)}">
        <xsl:apply-templates select="$of/node()" mode="inline"/>
        <xsl:if test="not(normalize-space($of))">无</xsl:if>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

</xsl:stylesheet>
