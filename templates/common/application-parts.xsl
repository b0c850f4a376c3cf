<?xml version="1.0" encoding="UTF-8"?>
<!-- application-parts.xsl: pieces of provincial applications: numbered headings, a unit's table, the list of members with room to
     sign, opinions. It needs what application-tables.xsl needs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="p g sb">

  <xsl:template name="heading">
    <xsl:param name="text"/>
    <fo:block xsl:use-attribute-sets="form-heading" space-before="12pt" space-after="6pt" role="H1"><xsl:value-of select="$text"/></fo:block>
  </xsl:template>

  <xsl:template name="unit">
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1">
      <xsl:call-template name="line"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-body>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="label" select="sb:value-label(@role)"/><xsl:with-param name="value" select="p:name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">uscc</xsl:with-param><xsl:with-param name="value" select="p:uscc"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">type</xsl:with-param><xsl:with-param name="value" select="@type"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">legalRepresentative</xsl:with-param><xsl:with-param name="value" select="p:legalRepresentative"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">place</xsl:with-param><xsl:with-param name="value" select="p:place"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">address</xsl:with-param><xsl:with-param name="value" select="p:address"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">rdSpending</xsl:with-param><xsl:with-param name="value" select="@rdSpending"/><xsl:with-param name="empty">／</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/name</xsl:with-param><xsl:with-param name="label">联系人</xsl:with-param><xsl:with-param name="value" select="p:contact/p:name"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/mobile</xsl:with-param><xsl:with-param name="value" select="p:contact/p:mobile"/></xsl:call-template>
        </fo:table-row>
        <xsl:if test="p:strength[normalize-space()]">
          <fo:table-row>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label(p:strength)"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:strength"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Members with room to sign -->
  <xsl:template name="members">
    <fo:table xsl:use-attribute-sets="form-table" font-size="9pt" line-height="12.5pt">
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="proportional-column-width(13)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(14)"/>
      <fo:table-column column-width="proportional-column-width(12)"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-header>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">姓名</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">证件号码</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">出生日期</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">学位</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">职称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">专业</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">分工</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">投入月数</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">签名</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$people">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:name"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:idNo"/><xsl:with-param name="empty"><xsl:if test="@role = 'foreignLeader'">／</xsl:if></xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:birth"/><xsl:with-param name="empty"><xsl:if test="@role = 'foreignLeader'">／</xsl:if></xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:degree"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:title"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:speciality"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$units[@id = current()/@unit]/p:name"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:task"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@months"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($people)">
          <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="11"/></xsl:call-template></fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 意见: room for words, a signature and a seal -->
  <xsl:template name="opinion">
    <xsl:param name="title"/>
    <fo:block-container keep-together.within-page="always" space-before="12pt">
      <fo:block xsl:use-attribute-sets="form-heading" role="H1"><xsl:value-of select="$title"/></fo:block>
      <fo:block xsl:use-attribute-sets="form-text" space-before="36pt" text-indent="0pt">　</fo:block>
      <xsl:call-template name="form-signature"><xsl:with-param name="who">负责人（签字）、单位（盖章）</xsl:with-param><xsl:with-param name="seal" select="true()"/></xsl:call-template>
    </fo:block-container>
  </xsl:template>

</xsl:stylesheet>
