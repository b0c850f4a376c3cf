<?xml version="1.0" encoding="UTF-8"?>
<!-- application-parts.xsl: pieces of provincial applications: numbered headings, the list of members with room to
     sign, opinions. It needs what application-tables.xsl needs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:sf="urn:shenbao:fo"                 exclude-result-prefixes="p g sb">

  <xsl:template name="heading">
    <xsl:param name="text"/>
    <fo:block xsl:use-attribute-sets="form-heading" space-before="12pt" space-after="6pt" role="H1" id="{$prefix}-{substring-before($text, '、')}"><xsl:value-of select="$text"/></fo:block>
  </xsl:template>

  <xsl:template name="numbered">
    <xsl:param name="n"/>
    <xsl:param name="text"/>
    <xsl:call-template name="heading"><xsl:with-param name="text"><xsl:call-template name="chinese-number"><xsl:with-param name="n" select="$n"/></xsl:call-template>、<xsl:value-of select="$text"/></xsl:with-param></xsl:call-template>
  </xsl:template>

  <!-- Rows of the information table: half-way, who recommends, whom to ask. -->
  <xsl:template name="filing-facts">
    <xsl:for-each select="p:period"><xsl:call-template name="form-facts"><xsl:with-param name="names">midterm</xsl:with-param></xsl:call-template></xsl:for-each>
    <xsl:for-each select="p:filing"><xsl:call-template name="form-facts"><xsl:with-param name="names">recommender recommenderKind</xsl:with-param></xsl:call-template></xsl:for-each>
    <xsl:for-each select="p:contact"><xsl:call-template name="form-facts"><xsl:with-param name="names">name! mobile! phone email idType idNo</xsl:with-param></xsl:call-template></xsl:for-each>
  </xsl:template>

  <!-- Members with room to sign, on a wide page -->
  <xsl:template name="members">
    <xsl:variable name="long-names" select="number(boolean($units[@id = $people/@unit][string-length(p:name) &gt; 24]))"/>
    <fo:table xsl:use-attribute-sets="form-table" font-size="9pt" line-height="12.5pt">
      <fo:table-column column-width="27pt"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="27pt"/>
      <fo:table-column column-width="54pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="92pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="proportional-column-width({9 + 9 * $long-names})"/>
      <fo:table-column column-width="proportional-column-width({11 - 3 * $long-names})"/>
      <fo:table-column column-width="proportional-column-width({16 - 6 * $long-names})"/>
      <fo:table-column column-width="27pt"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="14"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">姓名</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">性别</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">出生日期</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">国籍</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">证件类型及号码</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">学历、学位</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">职称、职务</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">专业</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">分工</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">在职情况</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">投入月数</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">签名</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"/>
        <xsl:for-each select="$people">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:name | p:foreignName"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="@sex"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:birth"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="@nationality"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:idType | p:idNo"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:education | p:degree"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:title | p:titleRank | p:duty"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:speciality"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$units[@id = current()/@unit]/p:name"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell">
              <fo:block font-family="hei" loc:line="{sb:line()}"><xsl:value-of select="sb:value-label(@role)"/></fo:block>
              <fo:block><xsl:apply-templates select="p:task" mode="fact"/></fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="form-cell"><fo:block loc:line="{sb:line()}"><xsl:call-template name="standing"/></fo:block></fo:table-cell>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="@months"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"/><xsl:with-param name="signer" select="normalize-space((p:name | p:foreignName)[1])"/><xsl:with-param name="field" select="concat('member-', position())"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($people)">
          <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="14"/></xsl:call-template></fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 意见: room for words, a signature and a seal -->
  <xsl:template name="opinion">
    <xsl:param name="n"/>
    <xsl:param name="title"/>
    <xsl:param name="field"/>
    <fo:block-container keep-together.within-page="always" space-before="12pt">
      <fo:block xsl:use-attribute-sets="form-heading" role="H1" id="{$prefix}-{$field}"><xsl:call-template name="chinese-number"><xsl:with-param name="n" select="$n"/></xsl:call-template>、<xsl:value-of select="$title"/></fo:block>
      <fo:block xsl:use-attribute-sets="form-text" padding-before="36pt" text-indent="0pt" sf:field="lines" sf:field-name="{$prefix}-{$field}-text" sf:field-label="{$title}">　</fo:block>
      <xsl:call-template name="form-signature"><xsl:with-param name="who">负责人（签字）、单位（盖章）</xsl:with-param><xsl:with-param name="seal" select="true()"/><xsl:with-param name="field" select="$field"/><xsl:with-param name="signer" select="concat($title, '：负责人（签字）')"/><xsl:with-param name="sealer" select="concat($title, '：单位（盖章）')"/><xsl:with-param name="date" select="concat($title, '：日期')"/></xsl:call-template>
    </fo:block-container>
  </xsl:template>

</xsl:stylesheet>
