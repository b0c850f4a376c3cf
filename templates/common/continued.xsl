<?xml version="1.0" encoding="UTF-8"?>
<!-- continued.xsl: 续表, the line above the header of a table that goes on from the page before. Every fo:table-header begins with
     "continued", its first fo:table-body with "continued-title", a marker of what the line says: who reads the objects of the flow
     in order finds 续表 nowhere in it, as who looks at the table's first page. The row takes no room where the table begins. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:sf="urn:shenbao:fo">

  <!-- A line over all columns. It stands outside the frame, whose upper border it gives to the row below. -->
  <xsl:template name="continued">
    <xsl:param name="columns"/>
    <fo:table-row sf:continued="true" keep-together.within-page="always">
      <fo:table-cell number-columns-spanned="{$columns}" border="hidden" border-bottom="1pt solid black" padding="0pt 0pt 3pt 0pt">
        <fo:retrieve-table-marker retrieve-class-name="continued" retrieve-position-within-table="first-including-carryover"/>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- 续表　title, or （续表） for a table without one. number: of a table that has one. -->
  <xsl:template name="continued-title">
    <xsl:param name="title"/>
    <xsl:param name="number"/>
    <fo:marker marker-class-name="continued">
      <xsl:choose>
        <xsl:when test="normalize-space($title) or normalize-space($number)">
          <fo:block font-family="hei" font-size="10.5pt" line-height="15pt" text-align="start">
            <xsl:text>续表</xsl:text><xsl:value-of select="$number"/><xsl:text>　</xsl:text><xsl:copy-of select="$title"/>
          </fo:block>
        </xsl:when>
        <xsl:otherwise><fo:block font-family="hei" font-size="10.5pt" line-height="15pt" text-align="end">（续表）</fo:block></xsl:otherwise>
      </xsl:choose>
    </fo:marker>
  </xsl:template>

</xsl:stylesheet>
