<?xml version="1.0" encoding="UTF-8"?>
<!-- letter.xsl: letters of who recommends, in the forms of GB/T 9704-2012.
     letter-mark: 信函格式 (10.1): the name of the office in red 小标宋 30 mm below the upper edge of the page, 4 mm under it a red double
     rule, thick above thin, of 170 mm; another, thin above thick, 20 mm above the lower edge; the number at the right edge below the
     first rule by 7/8 of the height of 三号; no page number on the first page.
     letter-signature: 加盖印章的公文 (7.3.5.1): the date four characters from the right edge, the name centred over it, the seal over both.
     The importing stylesheet gives $prefix; the source is the frame of the summary table (shenbao-pack(5)). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:s="urn:shenbao:summary" xmlns:sf="urn:shenbao:fo" xmlns:sb="urn:shenbao:functions" exclude-result-prefixes="s sb">

  <xsl:import href="page.xsl"/>
  <xsl:import href="field.xsl"/>

  <xsl:variable name="name-length" select="string-length(normalize-space(/s:summary/@recommender))"/>

  <xsl:template name="letter-masters">
    <xsl:call-template name="page-masters"><xsl:with-param name="prefix" select="$prefix"/></xsl:call-template>
    <!-- The body begins below the number: 30 mm, the name, 4 mm, the rule, a line and two empty ones. -->
    <fo:simple-page-master master-name="{$prefix}-first" page-width="210mm" page-height="297mm" margin-left="20mm" margin-right="20mm">
      <fo:region-body margin-top="70mm" margin-bottom="35mm" margin-left="8mm" margin-right="6mm"/>
      <fo:region-before region-name="{$prefix}-mark" extent="66mm"/>
      <fo:region-after region-name="{$prefix}-rule" extent="22mm"/>
    </fo:simple-page-master>
    <fo:page-sequence-master master-name="{$prefix}-letter">
      <fo:single-page-master-reference master-reference="{$prefix}-first"/>
      <fo:repeatable-page-master-alternatives>
        <fo:conditional-page-master-reference odd-or-even="odd" master-reference="{$prefix}-odd"/>
        <fo:conditional-page-master-reference odd-or-even="even" master-reference="{$prefix}-even"/>
      </fo:repeatable-page-master-alternatives>
    </fo:page-sequence-master>
  </xsl:template>

  <xsl:template name="letter-mark">
    <fo:static-content flow-name="{$prefix}-mark">
      <fo:block font-family="xiaobiaosong" color="#e60012" text-align="center" text-indent="0pt" padding-before="30mm" role="P"><xsl:call-template name="letter-mark-size"/><xsl:value-of select="@recommender"/><xsl:if test="not(@recommender)">　</xsl:if></fo:block>
      <fo:block space-before="4mm" border-top="2pt solid #e60012" border-bottom="0.75pt solid #e60012" line-height="2pt" font-size="1pt" role="Artifact">　</fo:block>
      <fo:block font-family="fangsong" font-size="15.75pt" line-height="15.75pt" text-align="end" text-indent="0pt" padding-before="13.8pt" margin-right="6mm" role="P"><xsl:value-of select="@number"/><xsl:if test="not(@number)">〔　　　　〕　　号</xsl:if></fo:block>
    </fo:static-content>
    <fo:static-content flow-name="{$prefix}-rule" role="Artifact">
      <fo:block border-top="0.75pt solid #e60012" border-bottom="2pt solid #e60012" line-height="2pt" font-size="1pt">　</fo:block>
    </fo:static-content>
    <xsl:call-template name="page-numbers"><xsl:with-param name="prefix" select="$prefix"/></xsl:call-template>
  </xsl:template>

  <!-- 170 mm hold sixteen characters of 30 pt. A longer name gets smaller, to the size of the title, then two lines, which have room
       for their words; smaller still is what is longer than those. -->
  <xsl:template name="letter-mark-size">
    <xsl:variable name="line" select="floor(481.8 div $name-length)"/>
    <xsl:variable name="half" select="floor(963.6 div ($name-length + 3))"/>
    <xsl:choose>
      <xsl:when test="$name-length &lt;= 16"><xsl:attribute name="font-size">30pt</xsl:attribute><xsl:attribute name="line-height">34pt</xsl:attribute></xsl:when>
      <xsl:when test="$line &gt;= 22"><xsl:attribute name="font-size"><xsl:value-of select="$line"/>pt</xsl:attribute><xsl:attribute name="line-height">34pt</xsl:attribute></xsl:when>
      <xsl:when test="$half &gt;= 22"><xsl:attribute name="font-size">22pt</xsl:attribute><xsl:attribute name="line-height">26pt</xsl:attribute></xsl:when>
      <xsl:otherwise><xsl:attribute name="font-size"><xsl:value-of select="$half"/>pt</xsl:attribute><xsl:attribute name="line-height">26pt</xsl:attribute></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What is known, or room to write it. -->
  <xsl:template name="letter-fact">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:param name="label"/>
    <xsl:choose>
      <xsl:when test="normalize-space($value)"><xsl:value-of select="$value"/></xsl:when>
      <xsl:otherwise><fo:inline sf:field="text" sf:field-name="{$prefix}-{$name}" sf:field-label="{$label}">　　　　　　</fo:inline></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="letter-date">
    <xsl:choose>
      <xsl:when test="sb:date-valid(string(@date))"><xsl:value-of select="concat(substring(@date, 1, 4), '年', number(substring(@date, 6, 2)), '月', number(substring(@date, 9, 2)), '日')"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="field-date"><xsl:with-param name="name" select="concat($prefix, '-recommender')"/><xsl:with-param name="label">成文日期</xsl:with-param></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Half of the text area on the right: what is centred in it stands over a date four characters from the edge. A longer name
       has two free characters on both sides, and the date is centred under it. -->
  <xsl:template name="letter-signature">
    <fo:block xsl:use-attribute-sets="page-text" text-align="center" text-indent="0pt" sf:seal="auto" sf:field="signature" sf:field-name="{$prefix}-recommender-seal" sf:field-label="推荐单位印章" role="P">
      <xsl:attribute name="start-indent">
        <xsl:choose>
          <xsl:when test="$name-length &lt;= 13">50%</xsl:when>
          <xsl:when test="$name-length &lt;= 24"><xsl:value-of select="26 - $name-length"/>em</xsl:when>
          <xsl:otherwise>2em</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:if test="$name-length &gt; 13"><xsl:attribute name="end-indent">2em</xsl:attribute></xsl:if>
      <fo:block><xsl:value-of select="@recommender"/></fo:block>
      <fo:block><xsl:call-template name="letter-date"/></fo:block>
    </fo:block>
  </xsl:template>

</xsl:stylesheet>
