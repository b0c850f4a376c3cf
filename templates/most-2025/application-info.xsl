<?xml version="1.0" encoding="UTF-8"?>
<!-- application-info.xsl: 项目基本信息表, included by application.xsl. One column for the side labels, eight for the rest. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="p g sb">

  <xsl:template name="info">
    <fo:block xsl:use-attribute-sets="form-part" id="application-info">项目基本信息表</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" loc:line="{sb:line()}">
      <fo:table-column column-width="24pt"/>
      <fo:table-column column-width="proportional-column-width(10)" number-columns-repeated="8"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="9"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">项目基本信息表</xsl:with-param></xsl:call-template>
        <xsl:call-template name="info-project"/>
        <xsl:call-template name="info-money"/>
        <xsl:call-template name="info-period"/>
        <xsl:for-each select="$lead"><xsl:call-template name="info-lead"/></xsl:for-each>
        <xsl:if test="not($lead)"><xsl:call-template name="info-wide"><xsl:with-param name="label">申报单位</xsl:with-param></xsl:call-template></xsl:if>
        <xsl:call-template name="info-recommender"/>
        <xsl:for-each select="$leader"><xsl:call-template name="info-leader"/></xsl:for-each>
        <xsl:if test="not($leader)"><xsl:call-template name="info-wide"><xsl:with-param name="label">项目负责人</xsl:with-param></xsl:call-template></xsl:if>
        <xsl:call-template name="info-contact"/>
        <xsl:call-template name="info-subprojects"/>
        <xsl:call-template name="info-participants"/>
        <xsl:call-template name="info-people"/>
      </fo:table-body>
    </fo:table>
    <fo:block font-family="song" font-size="9pt" line-height="13pt" space-before="3pt" text-indent="0pt" role="Note">注：1. 没有统一社会信用代码的单位填“000000000”。2. 单位名称为全称，须与单位公章一致。</fo:block>
  </xsl:template>

  <!-- A row of one label over two columns and a value over the rest. -->
  <xsl:template name="info-wide">
    <xsl:param name="label"/>
    <xsl:param name="value" select="/.."/>
    <xsl:param name="text"/>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="$text">
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="$text"/><xsl:with-param name="columns" select="7"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$value"/><xsl:with-param name="columns" select="7"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="info-options">
    <xsl:param name="label"/>
    <xsl:param name="list"/>
    <xsl:param name="chosen"/>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="7">
        <fo:block loc:line="{sb:line($chosen)}">
          <xsl:call-template name="form-option-list"><xsl:with-param name="list" select="$list"/><xsl:with-param name="chosen" select="$chosen"/></xsl:call-template>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="info-project">
    <xsl:call-template name="info-wide"><xsl:with-param name="label" select="sb:label-below(., 'title')"/><xsl:with-param name="value" select="p:title"/></xsl:call-template>
    <xsl:call-template name="info-wide"><xsl:with-param name="label" select="sb:label-below(., 'titleForeign')"/><xsl:with-param name="value" select="p:titleForeign"/></xsl:call-template>
    <xsl:call-template name="info-wide"><xsl:with-param name="label">所属专项</xsl:with-param><xsl:with-param name="text" select="string($programme/g:special)"/></xsl:call-template>
    <xsl:call-template name="info-wide"><xsl:with-param name="label">指南方向</xsl:with-param><xsl:with-param name="text" select="concat($direction/@id, ' ', $direction/g:title)"/></xsl:call-template>
    <xsl:call-template name="info-wide">
      <xsl:with-param name="label" select="sb:label-below(., 'field')"/>
      <xsl:with-param name="text"><xsl:for-each select="p:field[normalize-space()]"><xsl:value-of select="substring('；', 1, position() &gt; 1)"/><xsl:value-of select="normalize-space()"/><xsl:if test="normalize-space(@sub)">（<xsl:value-of select="normalize-space(@sub)"/>）</xsl:if></xsl:for-each></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="info-wide"><xsl:with-param name="label" select="sb:label-below(., 'frameworkAgreement')"/><xsl:with-param name="value" select="p:frameworkAgreement"/></xsl:call-template>
    <xsl:call-template name="info-options"><xsl:with-param name="label" select="sb:label-below(., 'researchKind')"/><xsl:with-param name="list">researchKind</xsl:with-param><xsl:with-param name="chosen" select="p:researchKind"/></xsl:call-template>
    <xsl:call-template name="info-options"><xsl:with-param name="label" select="sb:label-below(., 'selection')"/><xsl:with-param name="list">selection</xsl:with-param><xsl:with-param name="chosen" select="p:selection"/></xsl:call-template>
    <xsl:call-template name="info-options"><xsl:with-param name="label" select="sb:label-below(., 'implementation')"/><xsl:with-param name="list">implementation</xsl:with-param><xsl:with-param name="chosen" select="p:implementation"/></xsl:call-template>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位总数</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="count($units)"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">课题数</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="count(p:subproject)"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="info-money">
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">经费预算（万元）</xsl:with-param><xsl:with-param name="columns" select="2"/><xsl:with-param name="rows" select="2"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">总预算</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">中央财政专项资金</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">地方财政资金</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位自筹资金</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">其他渠道获得资金</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number(sum($budget/p:source/@amount[number() = number()]), '0.00')"/><xsl:with-param name="of" select="$budget"/></xsl:call-template>
      <xsl:call-template name="source-cell"><xsl:with-param name="kind">fiscal</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="source-cell"><xsl:with-param name="kind">local</xsl:with-param></xsl:call-template>
      <xsl:call-template name="source-cell"><xsl:with-param name="kind">self</xsl:with-param></xsl:call-template>
      <xsl:call-template name="source-cell"><xsl:with-param name="kind">other</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="source-cell">
    <xsl:param name="kind"/>
    <xsl:param name="columns" select="1"/>
    <xsl:variable name="source" select="$budget/p:source[@kind = $kind]"/>
    <xsl:call-template name="form-text-cell">
      <xsl:with-param name="text" select="format-number(sum($source/@amount[number() = number()]), '0.00')"/>
      <xsl:with-param name="of" select="$source"/>
      <xsl:with-param name="columns" select="$columns"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="info-period">
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">项目周期节点</xsl:with-param><xsl:with-param name="columns" select="2"/><xsl:with-param name="rows" select="2"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">period/start</xsl:with-param><xsl:with-param name="value" select="p:period/@start"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">period/end</xsl:with-param><xsl:with-param name="value" select="p:period/@end"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">实施周期</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat('共', normalize-space(p:period/@months), '个月')"/><xsl:with-param name="of" select="p:period"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">period/midterm</xsl:with-param><xsl:with-param name="value" select="p:period/@midterm"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- 申报单位 -->
  <xsl:template name="info-lead">
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-side"><xsl:with-param name="text">申报单位</xsl:with-param><xsl:with-param name="rows" select="5"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="value" select="p:name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">type</xsl:with-param><xsl:with-param name="value" select="@type"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">place</xsl:with-param><xsl:with-param name="value" select="p:place"/><xsl:with-param name="label">单位所在地</xsl:with-param><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">uscc</xsl:with-param><xsl:with-param name="value" select="p:uscc"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">address</xsl:with-param><xsl:with-param name="value" select="p:address"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">postcode</xsl:with-param><xsl:with-param name="value" select="@postcode"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">legalRepresentative</xsl:with-param><xsl:with-param name="value" select="p:legalRepresentative"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">authority</xsl:with-param><xsl:with-param name="value" select="p:authority"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">registeredOn</xsl:with-param><xsl:with-param name="value" select="@registeredOn"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">baseLevel</xsl:with-param><xsl:with-param name="value" select="@baseLevel"/><xsl:with-param name="label">国合基地级别</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="info-recommender">
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-side"><xsl:with-param name="text">推荐单位</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">filing/recommender</xsl:with-param><xsl:with-param name="label">单位名称</xsl:with-param><xsl:with-param name="value" select="p:filing/@recommender"/><xsl:with-param name="columns" select="7"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" block-progression-dimension.minimum="30pt">
      <xsl:call-template name="form-options"><xsl:with-param name="label">单位性质</xsl:with-param><xsl:with-param name="list">recommenderKind</xsl:with-param><xsl:with-param name="chosen" select="p:filing/@recommenderKind"/><xsl:with-param name="columns" select="7"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- 项目负责人 -->
  <xsl:template name="info-leader">
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-side"><xsl:with-param name="text">项目负责人</xsl:with-param><xsl:with-param name="rows" select="6"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="value" select="p:name"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">sex</xsl:with-param><xsl:with-param name="value" select="@sex"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">birth</xsl:with-param><xsl:with-param name="value" select="p:birth"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">idType</xsl:with-param><xsl:with-param name="value" select="p:idType"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">idNo</xsl:with-param><xsl:with-param name="value" select="p:idNo"/><xsl:with-param name="columns" select="5"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">unit</xsl:with-param><xsl:with-param name="label">所在单位</xsl:with-param><xsl:with-param name="value" select="$units[@id = current()/@unit]/p:name"/><xsl:with-param name="columns" select="7"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-options"><xsl:with-param name="label" select="sb:label-below(., 'degree')"/><xsl:with-param name="list">degree</xsl:with-param><xsl:with-param name="chosen" select="p:degree"/><xsl:with-param name="columns" select="7"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-options"><xsl:with-param name="label">职称</xsl:with-param><xsl:with-param name="list">titleRank</xsl:with-param><xsl:with-param name="chosen" select="p:titleRank"/><xsl:with-param name="columns" select="4"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">duty</xsl:with-param><xsl:with-param name="value" select="p:duty"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">email</xsl:with-param><xsl:with-param name="value" select="p:email"/><xsl:with-param name="columns" select="4"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">mobile</xsl:with-param><xsl:with-param name="value" select="p:mobile"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- 项目联系人 -->
  <xsl:template name="info-contact">
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-side"><xsl:with-param name="text">项目联系人</xsl:with-param><xsl:with-param name="rows" select="3"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/name</xsl:with-param><xsl:with-param name="value" select="p:contact/p:name"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/email</xsl:with-param><xsl:with-param name="value" select="p:contact/p:email"/><xsl:with-param name="columns" select="5"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/phone</xsl:with-param><xsl:with-param name="value" select="p:contact/p:phone"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/mobile</xsl:with-param><xsl:with-param name="value" select="p:contact/p:mobile"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/idType</xsl:with-param><xsl:with-param name="value" select="p:contact/p:idType"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/idNo</xsl:with-param><xsl:with-param name="value" select="p:contact/p:idNo"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- 课题分解: none in this programme (MO-003). -->
  <xsl:template name="info-subprojects">
    <xsl:variable name="rows" select="p:subproject"/>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-side"><xsl:with-param name="text">课题分解</xsl:with-param><xsl:with-param name="rows" select="2 + (count($rows) &gt; 1) * (count($rows) - 1)"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">课题名称</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">承担单位</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">负责人</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">总经费（万元）</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">其中中央财政专项资金（万元）</xsl:with-param></xsl:call-template>
    </fo:table-row>
    <xsl:for-each select="$rows">
      <fo:table-row xsl:use-attribute-sets="form-row">
        <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:name"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:unit"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:leader"/></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@total"/></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@fiscal"/></xsl:call-template>
      </fo:table-row>
    </xsl:for-each>
    <xsl:if test="not($rows)">
      <fo:table-row xsl:use-attribute-sets="form-row">
        <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无（本专项项目不下设课题）</xsl:with-param><xsl:with-param name="columns" select="8"/></xsl:call-template>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <!-- 其他参与单位, those abroad included -->
  <xsl:template name="info-participants">
    <xsl:variable name="rows" select="$units[@role != 'lead']"/>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-side"><xsl:with-param name="text">其他参与单位</xsl:with-param><xsl:with-param name="rows" select="count($rows) + 1 + not($rows)"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位名称</xsl:with-param><xsl:with-param name="columns" select="3"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位性质</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">统一社会信用代码或国别</xsl:with-param><xsl:with-param name="columns" select="3"/></xsl:call-template>
    </fo:table-row>
    <xsl:for-each select="$rows">
      <fo:table-row xsl:use-attribute-sets="form-row">
        <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@type"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="normalize-space(p:uscc)"><xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:uscc"/><xsl:with-param name="columns" select="3"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sb:list('countries', string(@country), 'zh')"/><xsl:with-param name="of" select="@country"/><xsl:with-param name="columns" select="3"/></xsl:call-template></xsl:otherwise>
        </xsl:choose>
      </fo:table-row>
    </xsl:for-each>
    <xsl:if test="not($rows)">
      <fo:table-row xsl:use-attribute-sets="form-row">
        <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="8"/></xsl:call-template>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <!-- 项目参加人数: counted from the list of people (GE-10 by construction). -->
  <xsl:template name="info-people">
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">项目参加人数</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="7">
        <fo:block>
          <xsl:value-of select="count($team)"/>人。其中：
          <xsl:text>高级职称</xsl:text><xsl:value-of select="count($team[p:titleRank = '正高级' or p:titleRank = '副高级'])"/><xsl:text>人，中级职称</xsl:text><xsl:value-of select="count($team[p:titleRank = '中级'])"/>
          <xsl:text>人，初级职称</xsl:text><xsl:value-of select="count($team[p:titleRank = '初级'])"/><xsl:text>人，其他</xsl:text><xsl:value-of select="count($team[not(p:titleRank = '正高级' or p:titleRank = '副高级' or p:titleRank = '中级' or p:titleRank = '初级')])"/>
          <xsl:text>人；博士</xsl:text><xsl:value-of select="count($team[p:degree = '博士'])"/><xsl:text>人，硕士</xsl:text><xsl:value-of select="count($team[p:degree = '硕士'])"/>
          <xsl:text>人，学士</xsl:text><xsl:value-of select="count($team[p:degree = '学士'])"/><xsl:text>人，其他</xsl:text><xsl:value-of select="count($team[not(p:degree = '博士' or p:degree = '硕士' or p:degree = '学士')])"/><xsl:text>人。</xsl:text>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

</xsl:stylesheet>
