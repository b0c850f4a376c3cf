<?xml version="1.0" encoding="UTF-8"?>
<!-- option.xsl: options with a box before each, □ or ☑.
     Both characters come from one face (fonts/roles.conf sees to that). Box and text are kept on one line. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format">

  <xsl:template name="option">
    <xsl:param name="text"/>
    <xsl:param name="chosen" select="false()"/>
    <fo:inline keep-together.within-line="always">
      <xsl:choose>
        <xsl:when test="$chosen">☑</xsl:when>
        <xsl:otherwise>□</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="$text"/>
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
          <fo:leader leader-pattern="rule" leader-length="5em" rule-thickness="0.5pt"/>
        </xsl:otherwise>
      </xsl:choose>
    </fo:inline>
  </xsl:template>

</xsl:stylesheet>
