<?xml version="1.0" encoding="UTF-8"?>
<!-- notice.xsl: 退回修改通知, a letter to a unit about its proposals, on the page of GB/T 9704-2012. Its source is what a batch
     found out about them, in the namespace urn:shenbao:notice (src/batch/notice.c): first what must change, then what is to be
     looked at again. A pack that writes otherwise has a notice.xsl that imports this one. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:n="urn:shenbao:notice" xmlns:sf="urn:shenbao:fo" exclude-result-prefixes="n">

  <xsl:import href="page.xsl"/>
  <xsl:import href="field.xsl"/>
  <xsl:import href="continued.xsl"/>

  <xsl:variable name="notice" select="/n:notice"/>
  <xsl:variable name="subject">
    <xsl:choose>
      <xsl:when test="$notice/@failed &gt; 0">关于退回修改<xsl:value-of select="$notice/@title"/>申报材料的通知</xsl:when>
      <xsl:otherwise>关于核实<xsl:value-of select="$notice/@title"/>申报材料有关事项的通知</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- type -->

  <xsl:attribute-set name="paragraph">
    <xsl:attribute name="text-indent">2em</xsl:attribute>
    <xsl:attribute name="role">P</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="section" use-attribute-sets="paragraph">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
    <xsl:attribute name="role">H2</xsl:attribute>
  </xsl:attribute-set>

  <!-- 五号 -->
  <xsl:attribute-set name="findings">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width">100%</xsl:attribute>
    <xsl:attribute name="border-collapse">collapse</xsl:attribute>
    <xsl:attribute name="border">1pt solid black</xsl:attribute>
    <xsl:attribute name="font-family">song</xsl:attribute>
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">15pt</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="space-before">4pt</xsl:attribute>
    <xsl:attribute name="space-after">6pt</xsl:attribute>
    <xsl:attribute name="role">Table</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="cell">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="border-before-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="border-after-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="padding">2pt 3pt</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="head" use-attribute-sets="cell">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="role">TH</xsl:attribute>
  </xsl:attribute-set>

  <!-- the letter -->

  <xsl:template match="/n:notice">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="page-masters"><xsl:with-param name="prefix">notice</xsl:with-param></xsl:call-template></fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><xsl:value-of select="concat($subject, '（', @unit, '）')"/></dc:title></rdf:Description>
        </rdf:RDF></x:xmpmeta>
      </fo:declarations>
      <fo:page-sequence master-reference="notice-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="page-numbers"><xsl:with-param name="prefix">notice</xsl:with-param></xsl:call-template>
        <fo:flow flow-name="xsl-region-body">
          <fo:block xsl:use-attribute-sets="page-text">
            <fo:block xsl:use-attribute-sets="page-title" line-height="32pt" space-after="20pt"><xsl:value-of select="$subject"/></fo:block>
            <fo:block role="P"><xsl:value-of select="@unit"/>：</fo:block>
            <xsl:call-template name="opening"/>
            <xsl:call-template name="part"><xsl:with-param name="result">failed</xsl:with-param><xsl:with-param name="name">须修改的事项</xsl:with-param></xsl:call-template>
            <xsl:call-template name="part"><xsl:with-param name="result">reminded</xsl:with-param><xsl:with-param name="name">提请核实的事项</xsl:with-param></xsl:call-template>
            <xsl:call-template name="closing"/>
          </fo:block>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="opening">
    <fo:block xsl:use-attribute-sets="paragraph">
      <xsl:value-of select="concat('你单位申报', @title, '的材料共', @documents, '份，已进行形式审查，')"/>
      <xsl:if test="@failed &gt; 0"><xsl:value-of select="concat('其中', @failed, '份有须修改的事项，现予退回')"/></xsl:if>
      <xsl:if test="@failed &gt; 0 and @reminded &gt; 0">，另有</xsl:if>
      <xsl:if test="@failed = 0">其中</xsl:if>
      <xsl:if test="@reminded &gt; 0"><xsl:value-of select="concat(@reminded, '份有提请核实的事项')"/></xsl:if>
      <xsl:text>。</xsl:text>
      <xsl:text>请于</xsl:text><xsl:call-template name="day"/><xsl:text>前</xsl:text>
      <xsl:choose>
        <xsl:when test="@failed &gt; 0">按下列意见修改，并重新报送修改后的材料。</xsl:when>
        <xsl:otherwise>核实下列事项，并反馈核实结果。</xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>

  <!-- "2025-04-15" or "2025-04-15T17:30" as official papers write it, without leading zeros; else room to write it in. -->
  <xsl:template name="day">
    <xsl:variable name="d" select="@answer-by"/>
    <xsl:choose>
      <xsl:when test="$d">
        <xsl:value-of select="concat(substring($d, 1, 4), '年', number(substring($d, 6, 2)), '月', number(substring($d, 9, 2)), '日')"/>
        <xsl:if test="contains($d, 'T')"><xsl:value-of select="substring($d, 12, 5)"/></xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="field-date"><xsl:with-param name="name">notice-answer</xsl:with-param><xsl:with-param name="label">报送期限</xsl:with-param></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- one kind of findings, proposal by proposal -->

  <xsl:template name="part">
    <xsl:param name="result"/>
    <xsl:param name="name"/>
    <xsl:variable name="findings" select="n:proposal/n:finding[@result = $result]"/>
    <xsl:if test="$findings">
      <fo:block xsl:use-attribute-sets="section">
        <xsl:choose>
          <xsl:when test="$result = 'reminded' and n:proposal/n:finding[@result = 'failed']">二、</xsl:when>
          <xsl:otherwise>一、</xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="concat($name, '（', count($findings), '项）')"/>
      </fo:block>
      <fo:table xsl:use-attribute-sets="findings">
        <fo:table-column column-width="11mm"/>
        <fo:table-column column-width="proportional-column-width(1)"/>
        <fo:table-column column-width="28mm"/>
        <fo:table-column column-width="36mm"/>
        <fo:table-header>
          <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
          <fo:table-row>
            <fo:table-cell xsl:use-attribute-sets="head"><fo:block>序号</fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="head"><fo:block>问题和处理要求</fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="head"><fo:block>依据条款</fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="head"><fo:block>位置</fo:block></fo:table-cell>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title" select="$name"/></xsl:call-template>
          <xsl:apply-templates select="n:proposal[n:finding[@result = $result]]"><xsl:with-param name="result" select="$result"/></xsl:apply-templates>
        </fo:table-body>
      </fo:table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="n:proposal">
    <xsl:param name="result"/>
    <fo:table-row keep-together.within-page="always" keep-with-next.within-page="always" background-color="#f2f2f2">
      <fo:table-cell xsl:use-attribute-sets="cell" number-columns-spanned="4" font-family="hei" role="TH"><fo:block><xsl:call-template name="proposal-name"/></fo:block></fo:table-cell>
    </fo:table-row>
    <xsl:apply-templates select="n:finding[@result = $result]"/>
    <xsl:if test="@dropped &gt; 0 and $result = 'failed'">
      <fo:table-row><fo:table-cell xsl:use-attribute-sets="cell" number-columns-spanned="4"><fo:block>另有<xsl:value-of select="@dropped"/>处问题超出可列数量，未列入本表。</fo:block></fo:table-cell></fo:table-row>
    </xsl:if>
  </xsl:template>

  <!-- 《title》（编号12；推荐表.xlsx[建议]!13） -->
  <xsl:template name="proposal-name">
    <xsl:if test="@title"><xsl:value-of select="concat('《', @title, '》')"/></xsl:if>
    <xsl:choose>
      <xsl:when test="not(@title)"><xsl:value-of select="@source"/><xsl:if test="@number">（编号<xsl:value-of select="@number"/>）</xsl:if></xsl:when>
      <xsl:otherwise>（<xsl:if test="@number">编号<xsl:value-of select="@number"/>；</xsl:if><xsl:value-of select="@source"/>）</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="n:finding">
    <fo:table-row keep-together.within-page="always">
      <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:value-of select="@number"/></fo:block></fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="@see"/><xsl:if test="not(@see)">填写格式</xsl:if></fo:block></fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cell"><fo:block>
        <xsl:value-of select="@place"/>
        <xsl:choose>
          <xsl:when test="@at and @place"><fo:inline keep-together.within-line="always">（<xsl:value-of select="@at"/>）</fo:inline></xsl:when>
          <xsl:when test="@at"><xsl:value-of select="@at"/></xsl:when>
          <xsl:when test="@line"><fo:inline keep-together.within-line="always">（第<xsl:value-of select="@line"/>行）</fo:inline></xsl:when>
        </xsl:choose>
      </fo:block></fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- who writes -->

  <xsl:template name="closing">
    <xsl:if test="n:proposal/n:finding[@result = 'failed'] and n:proposal/n:finding[@result = 'reminded']">
      <fo:block xsl:use-attribute-sets="paragraph">提请核实的事项请一并核对，确与实际情况相符的可不修改。</fo:block>
    </xsl:if>
    <fo:block xsl:use-attribute-sets="paragraph">特此通知。</fo:block>
    <xsl:apply-templates select="n:contact"/>
    <fo:block sf:seal="auto" sf:field="signature" sf:field-name="notice-recommender-seal" sf:field-label="推荐单位印章" text-align="end" end-indent="4em" text-indent="0pt" role="P">
      <fo:block><xsl:value-of select="@recommender"/><xsl:if test="not(@recommender)">（推荐单位盖章）</xsl:if></fo:block>
      <fo:block><xsl:call-template name="field-date"><xsl:with-param name="name">notice-recommender</xsl:with-param><xsl:with-param name="label">成文日期</xsl:with-param></xsl:call-template></fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template match="n:contact">
    <fo:block xsl:use-attribute-sets="paragraph" text-align="start">
      <xsl:text>（联系人：</xsl:text><xsl:value-of select="@name"/>
      <xsl:if test="@phone">，电话：<xsl:value-of select="@phone"/></xsl:if>
      <xsl:if test="@email">，电子邮箱：<xsl:value-of select="@email"/></xsl:if>
      <xsl:text>）</xsl:text>
    </fo:block>
  </xsl:template>

</xsl:stylesheet>
