<?xml version="1.0" encoding="UTF-8"?>
<!-- option.xsl: options with a box before each, □ or ☑.
     Both characters come from one face (fonts/roles.conf sees to that). Box and text are kept on one line. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format">

  <!-- Between options; lines may break here. An ideographic space also stands beside Chinese marks, where a word space
       would vanish. -->
  <xsl:template name="option-gap">
    <fo:inline font-size="5.5pt">　</fo:inline>
  </xsl:template>

  <!-- after: a mark that belongs to the option, as the bracket before its kinds. -->
  <xsl:template name="option">
    <xsl:param name="text"/>
    <xsl:param name="chosen" select="false()"/>
    <xsl:param name="after"/>
    <fo:inline keep-together.within-line="always">
      <xsl:choose>
        <xsl:when test="$chosen">☑</xsl:when>
        <xsl:otherwise>□</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="concat($text, $after)"/>
    </fo:inline>
  </xsl:template>

  <!-- An option with room for words of one's own: 其他：____. Many words may run over a line end. -->
  <xsl:template name="option-other">
    <xsl:param name="text"/>
    <xsl:param name="chosen" select="false()"/>
    <xsl:param name="words"/>
    <xsl:variable name="said" select="normalize-space($words)"/>
    <xsl:choose>
      <xsl:when test="string-length($said) &lt; 12">
        <fo:inline keep-together.within-line="always">
          <xsl:call-template name="option">
            <xsl:with-param name="text" select="$text"/>
            <xsl:with-param name="chosen" select="$chosen"/>
            <xsl:with-param name="after">：</xsl:with-param>
          </xsl:call-template>
          <!-- Underlined spaces, not a rule: text extractors read on across them. -->
          <fo:inline text-decoration="underline">
            <xsl:value-of select="$said"/>
            <xsl:if test="not($said)">　　　　　</xsl:if>
          </fo:inline>
        </fo:inline>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="option">
          <xsl:with-param name="text" select="$text"/>
          <xsl:with-param name="chosen" select="$chosen"/>
          <xsl:with-param name="after">：</xsl:with-param>
        </xsl:call-template>
        <fo:inline text-decoration="underline"><xsl:value-of select="$said"/></fo:inline>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
