<?xml version="1.0" encoding="UTF-8"?>
<!-- option.xsl: options with a box before each, □ or ☑.
     Both characters come from one face (fonts/roles.conf sees to that). Box and text are kept on one line. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format">

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

  <!-- An option with room for words of one's own: 其他：____ -->
  <xsl:template name="option-other">
    <xsl:param name="text"/>
    <xsl:param name="chosen" select="false()"/>
    <xsl:param name="words"/>
    <fo:inline keep-together.within-line="always">
      <xsl:choose>
        <xsl:when test="$chosen">☑</xsl:when>
        <xsl:otherwise>□</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="$text"/>
      <xsl:text>：</xsl:text>
      <xsl:choose>
        <xsl:when test="normalize-space($words)">
          <fo:inline text-decoration="underline"><xsl:value-of select="normalize-space($words)"/></fo:inline>
        </xsl:when>
        <xsl:otherwise>
          <!-- Underlined spaces, not a rule: text extractors read on across them. -->
          <fo:inline text-decoration="underline">　　　　　</fo:inline>
        </xsl:otherwise>
      </xsl:choose>
    </fo:inline>
  </xsl:template>

</xsl:stylesheet>
