<?xml version="1.0" encoding="UTF-8"?>
<!-- field.xsl: room to write by hand that is a field of a PDF form too. Names are made of the form's name, the place and what stands
     there (pledge-u1-seal, application-opinion-lead-year), so that they are the same in each document of a batch. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:sf="urn:shenbao:fo">

  <!-- A date to fill in: room, 年, room, 月, room, 日. -->
  <xsl:template name="field-date">
    <xsl:param name="name"/>
    <xsl:param name="label"/>
    <xsl:param name="year">　　　　</xsl:param>
    <fo:inline sf:field="text" sf:field-name="{$name}-year" sf:field-label="{$label}：年"><xsl:value-of select="$year"/></fo:inline>
    <xsl:text>年</xsl:text>
    <fo:inline sf:field="text" sf:field-name="{$name}-month" sf:field-label="{$label}：月">　　</fo:inline>
    <xsl:text>月</xsl:text>
    <fo:inline sf:field="text" sf:field-name="{$name}-day" sf:field-label="{$label}：日">　　</fo:inline>
    <xsl:text>日</xsl:text>
  </xsl:template>

  <!-- The rest of the line, for a name by hand. -->
  <xsl:template name="field-signature">
    <xsl:param name="name"/>
    <xsl:param name="label"/>
    <fo:inline sf:field="signature" sf:field-name="{$name}-signature" sf:field-label="{$label}"/>
  </xsl:template>

</xsl:stylesheet>
