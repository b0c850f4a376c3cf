<?xml version="1.0" encoding="UTF-8"?>
<!-- label.xsl: labels from the schema, values as the forms print them.
     The importing stylesheet gives $schema, the pack's proposal.xsd. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                exclude-result-prefixes="xs">

  <!-- By the name, and by "type/name", which no name is. -->
  <xsl:key name="label" match="xs:element[@name] | xs:attribute[@name]" use="@name"/>
  <xsl:key name="label" match="xs:complexType[@name]//xs:element[@name] | xs:complexType[@name]//xs:attribute[@name]"
           use="concat(ancestor::xs:complexType[@name][1]/@name, '/', @name)"/>

  <!-- What the pack's schema includes. -->
  <xsl:variable name="types" select="document($schema/*/xs:include/@schemaLocation, $schema)"/>

  <!-- The label of an element, by its name or by "type/name" where several types have one of that name; the pack's
       schema before the common types. -->
  <xsl:template name="label">
    <xsl:param name="of"/>
    <xsl:variable name="own">
      <xsl:for-each select="$schema"><xsl:value-of select="key('label', $of)[1]/xs:annotation/xs:documentation[@xml:lang = 'zh']"/></xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="$own"/>
    <xsl:if test="$own = ''">
      <xsl:for-each select="$types"><xsl:value-of select="key('label', $of)[1]/xs:annotation/xs:documentation[@xml:lang = 'zh']"/></xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- 万元 with two decimals; something that is no number stays as it was written. -->
  <xsl:template name="money">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="string(number($of)) != 'NaN'"><xsl:value-of select="format-number($of, '0.00')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space($of)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 第4级 -->
  <xsl:template name="level">
    <xsl:param name="of"/>
    <xsl:if test="normalize-space($of)">
      <xsl:text>第</xsl:text><xsl:value-of select="normalize-space($of)"/><xsl:text>级</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- 一 to 九十九 -->
  <xsl:template name="chinese-number">
    <xsl:param name="n"/>
    <xsl:if test="$n &gt; 19"><xsl:value-of select="substring('一二三四五六七八九', floor($n div 10), 1)"/></xsl:if>
    <xsl:if test="$n &gt; 9">十</xsl:if>
    <xsl:value-of select="substring('一二三四五六七八九', $n mod 10, 1)"/>
  </xsl:template>

</xsl:stylesheet>
