<?xml version="1.0" encoding="UTF-8"?>
<!-- code.xsl: 校验码, by which a printed page is told to belong to its data: in the footer of every page, and with the names and
     the whole digest in a QR code on the cover or over the first page.
     render gives $code and $digest, of the proposal's canonical form; without them (a letter, an opinion) nothing is printed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:sf="urn:shenbao:fo">

  <xsl:param name="code"/>
  <xsl:param name="digest"/>

  <xsl:template name="code-inline">
    <xsl:if test="$code != ''">
      <fo:inline font-family="song" font-size="7.5pt">校验码　<xsl:value-of select="$code"/></fo:inline>
    </xsl:if>
  </xsl:template>

  <xsl:template name="code-short">
    <xsl:param name="text"/>
    <xsl:param name="most"/>
    <xsl:choose>
      <xsl:when test="string-length($text) &gt; $most"><xsl:value-of select="substring($text, 1, $most - 1)"/>…</xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A square of 26 mm at a place of the page. A line each: programme, title, unit, code, digest; long names are cut, so that the
       modules stay large enough for any title. -->
  <xsl:template name="code-qr">
    <xsl:param name="top"/>
    <xsl:param name="left"/>
    <xsl:param name="programme"/>
    <xsl:param name="title"/>
    <xsl:param name="unit"/>
    <xsl:if test="$code != ''">
      <fo:block-container absolute-position="fixed" top="{$top}" left="{$left}" width="26mm" height="26mm">
        <fo:block font-size="1pt" line-height="1pt" text-indent="0pt" text-align="start">
          <fo:instream-foreign-object content-width="26mm" content-height="26mm" sf:alt="二维码：项目名称、单位与校验码 {$code}">
            <sf:qr>
              <xsl:attribute name="content">
                <xsl:value-of select="concat($programme, '&#10;')"/>
                <xsl:call-template name="code-short"><xsl:with-param name="text" select="normalize-space($title)"/><xsl:with-param name="most" select="60"/></xsl:call-template>
                <xsl:text>&#10;</xsl:text>
                <xsl:call-template name="code-short"><xsl:with-param name="text" select="normalize-space($unit)"/><xsl:with-param name="most" select="30"/></xsl:call-template>
                <xsl:value-of select="concat('&#10;', $code, '&#10;', translate($digest, 'abcdef', 'ABCDEF'))"/>
              </xsl:attribute>
            </sf:qr>
          </fo:instream-foreign-object>
        </fo:block>
      </fo:block-container>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
