<?xml version="1.0" encoding="UTF-8"?>
<!-- summary-overview.xsl: the pages, numbered by themselves, in front of a summary table that show how many proposals and how much money there are by each
     column that the pack has chosen (overview="yes"): a table and two charts. Values beyond the tenth are one row. Where the names
     are too long to stand below the bars (some 24 characters to a line, three lines), rows and bars are numbered. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:s="urn:shenbao:summary" xmlns:sf="urn:shenbao:fo" exclude-result-prefixes="s">

  <xsl:import href="continued.xsl"/>

  <xsl:variable name="shown" select="10"/>

  <xsl:template name="summary-overview">
    <fo:page-sequence master-reference="summary" force-page-count="no-force">
      <fo:static-content flow-name="summary-after" role="Artifact">
        <fo:block xsl:use-attribute-sets="summary-text" font-size="9pt" padding-before="10pt" text-align="center">
          <xsl:text>第 </xsl:text><fo:page-number/><xsl:text> 页　共 </xsl:text><fo:page-number-citation-last ref-id="overview-end"/><xsl:text> 页</xsl:text>
        </fo:block>
      </fo:static-content>
      <fo:flow flow-name="xsl-region-body">
        <fo:block font-family="xiaobiaosong" font-size="18pt" line-height="28pt" text-indent="0pt" text-align="center" keep-with-next.within-page="always" role="H1"><xsl:value-of select="s:title"/>概览</fo:block>
        <fo:block xsl:use-attribute-sets="summary-text" text-align="center" space-after="6pt" role="P">
          <xsl:value-of select="concat('共', s:total/@count, '项')"/>
          <xsl:for-each select="s:total/s:amount"><xsl:value-of select="concat('；', $columns[@name = current()/@column], '合计 ', .)"/></xsl:for-each>
        </fo:block>
        <xsl:apply-templates select="s:by"/>
        <fo:block id="overview-end" role="Artifact"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- The table on the left, the charts beside it. -->
  <xsl:template match="s:by">
    <xsl:variable name="money" select="/s:summary/@drawn"/>
    <xsl:variable name="bars" select="s:value[position() &lt;= $shown]"/>
    <xsl:variable name="numbered" select="boolean($bars[string-length(@name) &gt; 3 * floor(24 div count($bars))])"/>
    <fo:block-container keep-together.within-page="always" space-before="6pt" space-after="8pt">
      <fo:block font-family="hei" font-size="12pt" line-height="18pt" text-indent="0pt" keep-with-next.within-page="always" role="H2">按<xsl:value-of select="@heading"/></fo:block>
      <fo:table table-layout="fixed" width="100%" role="Div">
        <fo:table-column column-width="proportional-column-width(9)"/>
        <fo:table-column column-width="proportional-column-width(8)"/>
        <fo:table-column column-width="proportional-column-width(8)"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell><xsl:call-template name="overview-table"><xsl:with-param name="numbered" select="$numbered"/></xsl:call-template></fo:table-cell>
            <fo:table-cell padding-start="6pt"><xsl:call-template name="overview-chart"><xsl:with-param name="unit">项</xsl:with-param><xsl:with-param name="numbered" select="$numbered"/></xsl:call-template></fo:table-cell>
            <fo:table-cell padding-start="6pt"><xsl:if test="$money"><xsl:call-template name="overview-chart"><xsl:with-param name="unit">万元</xsl:with-param><xsl:with-param name="money" select="$money"/><xsl:with-param name="numbered" select="$numbered"/></xsl:call-template></xsl:if></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="overview-table">
    <xsl:param name="numbered"/>
    <xsl:variable name="amounts" select="/s:summary/s:total/s:amount"/>
    <fo:table table-layout="fixed" width="100%" border-collapse="collapse" font-family="song" font-size="9pt" line-height="12pt" text-indent="0pt" sf:fit="70%" role="Table">
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <xsl:for-each select="$amounts"><fo:table-column column-width="proportional-column-width(4)"/></xsl:for-each>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="2 + count($amounts)"/></xsl:call-template>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="summary-heading"><fo:block><xsl:value-of select="@heading"/></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="summary-heading"><fo:block>项数</fo:block></fo:table-cell>
          <xsl:for-each select="$amounts"><fo:table-cell xsl:use-attribute-sets="summary-heading"><fo:block><xsl:value-of select="$columns[@name = current()/@column]"/></fo:block></fo:table-cell></xsl:for-each>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"/>
        <xsl:for-each select="s:value[position() &lt;= $shown]">
          <xsl:call-template name="overview-row"><xsl:with-param name="name"><xsl:if test="$numbered"><xsl:value-of select="concat(position(), '. ')"/></xsl:if><xsl:value-of select="@name"/></xsl:with-param><xsl:with-param name="values" select="."/></xsl:call-template>
        </xsl:for-each>
        <xsl:if test="s:value[position() &gt; $shown]">
          <xsl:call-template name="overview-row"><xsl:with-param name="name" select="concat('其余', count(s:value) - $shown, '个')"/><xsl:with-param name="values" select="s:value[position() &gt; $shown]"/></xsl:call-template>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="overview-row">
    <xsl:param name="name"/>
    <xsl:param name="values"/>
    <fo:table-row>
      <fo:table-cell border="0.5pt solid black" padding="2pt"><fo:block><xsl:value-of select="$name"/></fo:block></fo:table-cell>
      <fo:table-cell border="0.5pt solid black" padding="2pt" text-align="end"><fo:block><xsl:value-of select="sum($values/@count)"/></fo:block></fo:table-cell>
      <xsl:for-each select="/s:summary/s:total/s:amount">
        <fo:table-cell border="0.5pt solid black" padding="2pt" text-align="end"><fo:block><xsl:value-of select="format-number(sum($values/s:amount[@column = current()/@column]), '0.00')"/></fo:block></fo:table-cell>
      </xsl:for-each>
    </fo:table-row>
  </xsl:template>

  <!-- money: the column of the amounts; empty: how many there are. -->
  <xsl:template name="overview-chart">
    <xsl:param name="unit"/>
    <xsl:param name="money"/>
    <xsl:param name="numbered"/>
    <xsl:variable name="axis"><xsl:choose><xsl:when test="$money"><xsl:value-of select="$columns[@name = $money]"/></xsl:when><xsl:otherwise><xsl:value-of select="$unit"/></xsl:otherwise></xsl:choose></xsl:variable>
    <fo:block font-family="song" font-size="8pt" line-height="10pt" text-indent="0pt">
      <fo:instream-foreign-object content-width="80mm" content-height="37mm">
        <xsl:attribute name="sf:alt">
          <xsl:value-of select="concat('按', @heading)"/>
          <xsl:for-each select="s:value[position() &lt;= $shown]"><xsl:value-of select="concat('，', @name, ' ')"/><xsl:call-template name="overview-number"><xsl:with-param name="money" select="$money"/></xsl:call-template><xsl:value-of select="$unit"/></xsl:for-each>
        </xsl:attribute>
        <sf:chart kind="bar" unit="{$axis}">
          <sf:series name="{$axis}">
            <xsl:for-each select="s:value[position() &lt;= $shown]">
              <sf:point><xsl:attribute name="label"><xsl:choose><xsl:when test="$numbered"><xsl:value-of select="position()"/></xsl:when><xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise></xsl:choose></xsl:attribute><xsl:attribute name="value"><xsl:call-template name="overview-number"><xsl:with-param name="money" select="$money"/></xsl:call-template></xsl:attribute></sf:point>
            </xsl:for-each>
          </sf:series>
        </sf:chart>
      </fo:instream-foreign-object>
    </fo:block>
  </xsl:template>

  <xsl:template name="overview-number">
    <xsl:param name="money"/>
    <xsl:choose>
      <xsl:when test="$money"><xsl:value-of select="s:amount[@column = $money]"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@count"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
