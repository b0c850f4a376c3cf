<?xml version="1.0" encoding="UTF-8"?>
<!-- page.xsl: the page of GB/T 9704-2012 and the type that stands on it.
     A4; 37 mm above, 28 mm on the binding side, a text area of 156 x 225 mm; 22 lines of 28 characters of 三号.
     三号 is 15.75 pt: 28 x 15.75 pt = 441 pt fit into 156 mm (442.2 pt), 28 x 16 pt would not.
     The pitch is 225 mm / 22 = 28.99 pt. Page numbers are 四号 宋体 between dashes, outside, one character free; the
     dash stands 7 mm below the text area (clause 7.5).
     Ids and master names carry the form's prefix, because render joins several forms into one document. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format">

  <xsl:import href="code.xsl"/>

  <!-- running text: 三号 仿宋 on the grid; a fallback face, a subscript or a mark must not widen the pitch -->
  <xsl:attribute-set name="page-text">
    <xsl:attribute name="font-family">fangsong</xsl:attribute>
    <xsl:attribute name="font-size">15.75pt</xsl:attribute>
    <xsl:attribute name="line-height">28.99pt</xsl:attribute>
    <xsl:attribute name="line-stacking-strategy">font-height</xsl:attribute>
    <xsl:attribute name="line-height-shift-adjustment">disregard-shifts</xsl:attribute>
    <xsl:attribute name="text-align">justify</xsl:attribute>
  </xsl:attribute-set>

  <!-- 二号 小标宋, centred -->
  <xsl:attribute-set name="page-title">
    <xsl:attribute name="font-family">xiaobiaosong</xsl:attribute>
    <xsl:attribute name="font-size">22pt</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
    <xsl:attribute name="role">H1</xsl:attribute>
  </xsl:attribute-set>

  <!-- “附件1” at the head of an annex: 三号 黑体, flush left -->
  <xsl:attribute-set name="page-annex">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="font-size">15.75pt</xsl:attribute>
    <xsl:attribute name="line-height">28.99pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
    <xsl:attribute name="role">P</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template name="page-masters">
    <xsl:param name="prefix"/>
    <fo:simple-page-master master-name="{$prefix}-odd" page-width="210mm" page-height="297mm"
                           margin-left="28mm" margin-right="26mm">
      <fo:region-body margin-top="37mm" margin-bottom="35mm"/>
      <fo:region-after region-name="{$prefix}-after-odd" extent="35mm"/>
    </fo:simple-page-master>
    <fo:simple-page-master master-name="{$prefix}-even" page-width="210mm" page-height="297mm"
                           margin-left="26mm" margin-right="28mm">
      <fo:region-body margin-top="37mm" margin-bottom="35mm"/>
      <fo:region-after region-name="{$prefix}-after-even" extent="35mm"/>
    </fo:simple-page-master>
    <fo:page-sequence-master master-name="{$prefix}-pages">
      <fo:repeatable-page-master-alternatives>
        <fo:conditional-page-master-reference odd-or-even="odd" master-reference="{$prefix}-odd"/>
        <fo:conditional-page-master-reference odd-or-even="even" master-reference="{$prefix}-even"/>
      </fo:repeatable-page-master-alternatives>
    </fo:page-sequence-master>
  </xsl:template>

  <xsl:template name="page-numbers">
    <xsl:param name="prefix"/>
    <fo:static-content flow-name="{$prefix}-after-odd" role="Artifact">
      <xsl:call-template name="page-number">
        <xsl:with-param name="align">end</xsl:with-param>
      </xsl:call-template>
    </fo:static-content>
    <fo:static-content flow-name="{$prefix}-after-even" role="Artifact">
      <xsl:call-template name="page-number">
        <xsl:with-param name="align">start</xsl:with-param>
      </xsl:call-template>
    </fo:static-content>
  </xsl:template>

  <!-- The line box of 14 pt begins 11.1 pt below the text area: its dash, 0.62 em further down, is at 7 mm. The code stands
       at the other end of the line. -->
  <xsl:template name="page-number">
    <xsl:param name="align"/>
    <fo:block font-family="song" font-size="14pt" line-height="14pt" padding-before="11.1pt" text-indent="0pt"
              text-align="{$align}" start-indent="15.75pt" end-indent="15.75pt">
      <xsl:if test="$code != ''"><xsl:attribute name="text-align-last">justify</xsl:attribute></xsl:if>
      <xsl:if test="$code != '' and $align = 'end'"><xsl:call-template name="code-inline"/><fo:leader/></xsl:if>
      <xsl:text>— </xsl:text><fo:page-number/><xsl:text> —</xsl:text>
      <xsl:if test="$code != '' and $align = 'start'"><fo:leader/><xsl:call-template name="code-inline"/></xsl:if>
    </fo:block>
  </xsl:template>

</xsl:stylesheet>
