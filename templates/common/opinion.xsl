<?xml version="1.0" encoding="UTF-8"?>
<!-- opinion.xsl: 形式审查意见表. Its source is what `check` found out, rule by rule, in the namespace urn:shenbao:opinion
     (src/check/opinion.h), with the proposal below it. First what was judged and by what, then the result, then every
     finding; rules that passed or do not concern the proposal are a line a chapter, so that a clean opinion fits one page.
     The full list, when asked for, stands behind. `prefix` keeps the ids of several opinions in one file apart. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:o="urn:shenbao:opinion" xmlns:p="urn:shenbao:proposal" xmlns:sb="urn:shenbao:functions" exclude-result-prefixes="o p sb">

  <xsl:import href="continued.xsl"/>
  <xsl:import href="field.xsl"/>

  <xsl:param name="prefix">opinion</xsl:param>
  <xsl:variable name="opinion" select="/o:opinion"/>
  <xsl:variable name="proposal" select="/o:opinion/p:proposal"/>
  <xsl:variable name="counts" select="/o:opinion/o:counts"/>
  <!-- who answers for the proposal; a pack whose proposals say it otherwise has an opinion.xsl that imports this one -->
  <xsl:variable name="lead-label">申报单位</xsl:variable>
  <xsl:variable name="lead" select="$proposal/p:units/p:unit[@role = 'lead'][1]/p:name"/>
  <xsl:variable name="leader-label">负责人</xsl:variable>
  <xsl:variable name="leader" select="$proposal/p:people/p:person[@role = 'leader'][1]/p:name"/>
  <xsl:variable name="judged" select="$opinion/o:schema | $opinion/o:rule"/>

  <!-- type -->

  <xsl:attribute-set name="table">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width">100%</xsl:attribute>
    <xsl:attribute name="border-collapse">collapse</xsl:attribute>
    <xsl:attribute name="border">1pt solid black</xsl:attribute>
    <xsl:attribute name="line-stacking-strategy">font-height</xsl:attribute>
    <xsl:attribute name="role">Table</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="cell">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="border-before-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="border-after-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="padding">2pt 3pt</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="label" use-attribute-sets="cell">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="background-color">#f2f2f2</xsl:attribute>
    <xsl:attribute name="role">TH</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="section">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="font-size">11pt</xsl:attribute>
    <xsl:attribute name="space-before">9pt</xsl:attribute>
    <xsl:attribute name="space-after">4pt</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
    <xsl:attribute name="role">H2</xsl:attribute>
  </xsl:attribute-set>

  <!-- pages -->

  <xsl:template match="/o:opinion">
    <fo:root language="zh" country="CN" font-family="song" font-size="9.5pt" line-height="14pt">
      <fo:layout-master-set><xsl:call-template name="masters"/></fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>形式审查意见表：<xsl:value-of select="normalize-space($proposal/p:title)"/></dc:title></rdf:Description>
        </rdf:RDF></x:xmpmeta>
      </fo:declarations>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="{$prefix}-head">
          <fo:bookmark-title>形式审查意见表　<xsl:value-of select="normalize-space($proposal/p:title)"/></fo:bookmark-title>
          <xsl:if test="$judged/o:finding"><fo:bookmark internal-destination="{$prefix}-findings"><fo:bookmark-title>审查意见</fo:bookmark-title></fo:bookmark></xsl:if>
          <xsl:if test="@full"><fo:bookmark internal-destination="{$prefix}-rules"><fo:bookmark-title>规则清单</fo:bookmark-title></fo:bookmark></xsl:if>
        </fo:bookmark>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="{$prefix}-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="statics"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="head"/>
          <xsl:call-template name="result"/>
          <xsl:if test="$judged/o:finding"><xsl:call-template name="findings"/></xsl:if>
          <xsl:call-template name="groups"/>
          <xsl:call-template name="signature"/>
          <xsl:if test="@full"><xsl:call-template name="rules"/></xsl:if>
          <fo:block id="{$prefix}-end" role="Artifact"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="masters">
    <fo:simple-page-master master-name="{$prefix}-first" page-width="210mm" page-height="297mm" margin-left="20mm" margin-right="18mm">
      <fo:region-body margin-top="16mm" margin-bottom="17mm"/>
      <fo:region-after region-name="{$prefix}-after" extent="15mm"/>
    </fo:simple-page-master>
    <fo:simple-page-master master-name="{$prefix}-rest" page-width="210mm" page-height="297mm" margin-left="20mm" margin-right="18mm">
      <fo:region-body margin-top="20mm" margin-bottom="17mm"/>
      <fo:region-before region-name="{$prefix}-before" extent="18mm" display-align="after"/>
      <fo:region-after region-name="{$prefix}-after" extent="15mm"/>
    </fo:simple-page-master>
    <fo:page-sequence-master master-name="{$prefix}-pages">
      <fo:repeatable-page-master-alternatives>
        <fo:conditional-page-master-reference page-position="first" master-reference="{$prefix}-first"/>
        <fo:conditional-page-master-reference page-position="rest" master-reference="{$prefix}-rest"/>
      </fo:repeatable-page-master-alternatives>
    </fo:page-sequence-master>
  </xsl:template>

  <xsl:template name="statics">
    <fo:static-content flow-name="{$prefix}-before" role="Artifact">
      <fo:block font-size="9pt" line-height="13pt" text-align-last="justify" space-after="3pt">形式审查意见表（续表）<fo:leader/><xsl:value-of select="normalize-space($proposal/p:title)"/></fo:block>
    </fo:static-content>
    <fo:static-content flow-name="{$prefix}-after" role="Artifact">
      <fo:block font-size="8pt" line-height="12pt" text-align-last="justify" padding-before="4pt" border-top="0.5pt solid black">申报书摘要　<xsl:value-of select="substring(@digest, 1, 16)"/><fo:leader/>第<fo:page-number/>页　共<fo:page-number-citation-last ref-id="{$prefix}-end"/>页</fo:block>
    </fo:static-content>
  </xsl:template>

  <!-- what was judged, by what -->

  <xsl:template name="head">
    <fo:block id="{$prefix}-head" font-family="xiaobiaosong" font-size="20pt" line-height="28pt" text-align="center" role="H1">形式审查意见表</fo:block>
    <fo:block font-family="kai" font-size="12pt" line-height="18pt" text-align="center" space-after="6pt"><xsl:value-of select="@title"/></fo:block>
    <fo:table xsl:use-attribute-sets="table">
      <fo:table-column column-width="22mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="22mm"/>
      <fo:table-column column-width="48mm"/>
      <fo:table-body>
        <xsl:call-template name="fact"><xsl:with-param name="label">项目名称</xsl:with-param><xsl:with-param name="value" select="$proposal/p:title"/></xsl:call-template>
        <fo:table-row>
          <xsl:call-template name="pair"><xsl:with-param name="label" select="$lead-label"/><xsl:with-param name="value" select="$lead"/></xsl:call-template>
          <xsl:call-template name="pair"><xsl:with-param name="label" select="$leader-label"/><xsl:with-param name="value" select="$leader"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row>
          <xsl:call-template name="pair"><xsl:with-param name="label">文件</xsl:with-param><xsl:with-param name="value" select="concat(@file, '（', @programme, '，', $proposal/@direction, '）')"/></xsl:call-template>
          <xsl:call-template name="pair"><xsl:with-param name="label">审查时点</xsl:with-param><xsl:with-param name="value"><xsl:call-template name="moment"/></xsl:with-param></xsl:call-template>
        </fo:table-row>
        <xsl:call-template name="fact"><xsl:with-param name="label">规则依据</xsl:with-param><xsl:with-param name="value"><xsl:call-template name="basis"/></xsl:with-param></xsl:call-template>
        <xsl:if test="o:site"><xsl:call-template name="fact"><xsl:with-param name="label">本地数据</xsl:with-param><xsl:with-param name="value"><xsl:call-template name="site"/></xsl:with-param></xsl:call-template></xsl:if>
        <xsl:if test="o:layer"><xsl:call-template name="fact"><xsl:with-param name="label">附加规则</xsl:with-param><xsl:with-param name="value"><xsl:call-template name="layers"/></xsl:with-param></xsl:call-template></xsl:if>
        <xsl:if test="o:list"><xsl:call-template name="fact"><xsl:with-param name="label">替换清单</xsl:with-param><xsl:with-param name="value"><xsl:for-each select="o:list"><xsl:if test="position() &gt; 1">；</xsl:if><xsl:value-of select="."/></xsl:for-each></xsl:with-param></xsl:call-template></xsl:if>
        <xsl:call-template name="fact"><xsl:with-param name="label">申报书摘要</xsl:with-param><xsl:with-param name="value" select="concat('SHA-256　', @digest)"/></xsl:call-template>
        <xsl:variable name="files" select="$proposal/p:attachments/p:attachment[normalize-space(@file)]"/>
        <xsl:if test="$files">
          <fo:table-row font-size="8.5pt" line-height="12pt"><xsl:call-template name="pair"><xsl:with-param name="label">附件及摘要</xsl:with-param><xsl:with-param name="columns" select="3"/><xsl:with-param name="value"><xsl:for-each select="$files"><xsl:call-template name="file"/></xsl:for-each></xsl:with-param></xsl:call-template></fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- An attachment by the beginning of its digest, so that another file in its place shows. -->
  <xsl:template name="file">
    <xsl:if test="position() &gt; 1">；</xsl:if>
    <xsl:value-of select="concat('附件', count(preceding-sibling::p:attachment) + 1)"/>
    <xsl:choose>
      <xsl:when test="sb:file-state(@file) = 'ok'"><xsl:value-of select="concat('（', sb:pages(@file), '页）', substring(sb:file-digest(@file), 1, 16))"/></xsl:when>
      <xsl:otherwise>（未能读取）</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="pair">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:param name="columns" select="1"/>
    <fo:table-cell xsl:use-attribute-sets="label"><fo:block><xsl:value-of select="$label"/></fo:block></fo:table-cell>
    <fo:table-cell xsl:use-attribute-sets="cell" number-columns-spanned="{$columns}"><fo:block><xsl:value-of select="normalize-space($value)"/><xsl:if test="not(normalize-space($value))">无</xsl:if></fo:block></fo:table-cell>
  </xsl:template>

  <xsl:template name="fact">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <fo:table-row><xsl:call-template name="pair"><xsl:with-param name="label" select="$label"/><xsl:with-param name="value" select="$value"/><xsl:with-param name="columns" select="3"/></xsl:call-template></fo:table-row>
  </xsl:template>

  <!-- "2025-03-31T17:30:00+08:00" as people write it; without a clock deadlines were not judged. -->
  <xsl:template name="moment">
    <xsl:choose>
      <xsl:when test="@as-of"><xsl:value-of select="concat(substring(@as-of, 1, 10), ' ', substring(@as-of, 12, 5))"/></xsl:when>
      <xsl:otherwise>未给出，时限未判定</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="basis">
    <xsl:choose>
      <xsl:when test="o:basis/@status = 'draft'">征求意见稿：</xsl:when>
      <xsl:when test="o:basis/@status = 'formal'">正式发布：</xsl:when>
    </xsl:choose>
    <xsl:value-of select="o:basis"/>
    <xsl:if test="@strict">；从严：原则上、一般、建议、为基准的要求按必须执行</xsl:if>
  </xsl:template>

  <xsl:template name="site">
    <xsl:value-of select="concat(o:site/@title, '（', o:site/@folder, '）')"/>
    <xsl:for-each select="o:site/o:change">
      <xsl:value-of select="concat(substring('：；', 1 + (position() &gt; 1), 1), @direction, substring(' ', 1, boolean(@direction)), @value, '由 ', @before, substring('无', 1, not(@before)), ' 改为 ', @after, substring('无', 1, not(@after)))"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="layers">
    <xsl:for-each select="o:layer"><xsl:if test="position() &gt; 1">；</xsl:if><xsl:value-of select="concat(., '（', @name, '，依据不在通知之内）')"/></xsl:for-each>
  </xsl:template>

  <!-- the result -->

  <xsl:template name="result-name">
    <xsl:param name="result" select="@result"/>
    <xsl:choose>
      <xsl:when test="$result = 'failed'">不通过</xsl:when>
      <xsl:when test="$result = 'undecided'">未判定</xsl:when>
      <xsl:when test="$result = 'reminded'">提醒</xsl:when>
      <xsl:when test="$result = 'passed'">通过</xsl:when>
      <xsl:otherwise>不适用</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="result">
    <fo:block xsl:use-attribute-sets="section" font-size="13pt" line-height="20pt">
      <xsl:text>审查结论：</xsl:text>
      <xsl:choose>
        <xsl:when test="$counts/@failed &gt; 0">不通过</xsl:when>
        <xsl:when test="$counts/@undecided &gt; 0">未发现不符合项，尚有事项未判定</xsl:when>
        <xsl:otherwise>通过</xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <fo:table xsl:use-attribute-sets="table" text-align="center">
      <fo:table-body>
        <fo:table-row>
          <xsl:for-each select="$counts/@failed | $counts/@undecided | $counts/@reminded | $counts/@passed | $counts/@spared">
            <fo:table-cell xsl:use-attribute-sets="label"><fo:block><xsl:call-template name="result-name"><xsl:with-param name="result" select="name()"/></xsl:call-template></fo:block></fo:table-cell>
          </xsl:for-each>
          <fo:table-cell xsl:use-attribute-sets="label"><fo:block>规则合计</fo:block></fo:table-cell>
        </fo:table-row>
        <fo:table-row>
          <xsl:for-each select="$counts/@failed | $counts/@undecided | $counts/@reminded | $counts/@passed | $counts/@spared | $counts/@rules">
            <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell>
          </xsl:for-each>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
    <xsl:if test="$counts/@dropped &gt; 0"><fo:block space-before="3pt">另有<xsl:value-of select="$counts/@dropped"/>处问题超出可列数量，未列入本表。</fo:block></xsl:if>
  </xsl:template>

  <!-- findings: what must change first -->

  <xsl:template name="findings">
    <fo:block xsl:use-attribute-sets="section" id="{$prefix}-findings">审查意见</fo:block>
    <fo:table xsl:use-attribute-sets="table">
      <fo:table-column column-width="11mm"/>
      <fo:table-column column-width="15mm"/>
      <fo:table-column column-width="14mm"/>
      <fo:table-column column-width="24mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="36mm"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="6"/></xsl:call-template>
        <fo:table-row>
          <xsl:call-template name="heading"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">结果</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">规则</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">条款</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">问题和处理</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">位置</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">审查意见</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$judged/o:finding">
          <xsl:sort select="string-length(substring-before('failed undecided reminded', @result))" data-type="number"/>
          <fo:table-row keep-together.within-page="always">
            <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:value-of select="position()"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:if test="@result = 'failed'"><xsl:attribute name="font-family">hei</xsl:attribute></xsl:if><xsl:call-template name="result-name"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:call-template name="rule-id"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="../@see"/><xsl:if test="parent::o:schema">填写格式</xsl:if></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="@place"/><xsl:if test="@line">（第<xsl:value-of select="@line"/>行）</xsl:if></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:param name="text"/>
    <fo:table-cell xsl:use-attribute-sets="label"><fo:block><xsl:value-of select="$text"/></fo:block></fo:table-cell>
  </xsl:template>

  <xsl:template name="rule-id">
    <xsl:value-of select="../@id"/><xsl:if test="parent::o:schema">格式</xsl:if>
  </xsl:template>

  <!-- what gives no cause for a word -->

  <xsl:template name="groups">
    <xsl:if test="o:group[@result = 'passed'] or o:schema/@result = 'passed'">
      <fo:block xsl:use-attribute-sets="section">通过的规则</fo:block>
      <fo:table xsl:use-attribute-sets="table" font-size="8.5pt" line-height="12.5pt">
        <fo:table-column column-width="30mm"/>
        <fo:table-column column-width="12mm"/>
        <fo:table-column column-width="proportional-column-width(1)"/>
        <fo:table-header>
          <xsl:call-template name="continued"><xsl:with-param name="columns" select="3"/></xsl:call-template>
          <fo:table-row>
            <xsl:call-template name="heading"><xsl:with-param name="text">条款</xsl:with-param></xsl:call-template>
            <xsl:call-template name="heading"><xsl:with-param name="text">项数</xsl:with-param></xsl:call-template>
            <xsl:call-template name="heading"><xsl:with-param name="text">规则</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title">通过的规则</xsl:with-param></xsl:call-template>
          <xsl:if test="o:schema/@result = 'passed'">
            <fo:table-row>
              <fo:table-cell xsl:use-attribute-sets="cell"><fo:block>填写格式</fo:block></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block>1</fo:block></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cell"><fo:block>申报书的结构和各项数据的格式</fo:block></fo:table-cell>
            </fo:table-row>
          </xsl:if>
          <xsl:for-each select="o:group[@result = 'passed']">
            <fo:table-row keep-together.within-page="always">
              <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="@chapter"/></fo:block></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:value-of select="@count"/></fo:block></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="."/></fo:block></fo:table-cell>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
    </xsl:if>
    <xsl:if test="o:group[@result = 'spared']">
      <fo:block space-before="5pt" font-size="8.5pt" line-height="12.5pt" text-align="justify">
        <fo:inline font-family="hei">不适用的规则</fo:inline>（不涉及本方向或所填内容，<xsl:value-of select="$counts/@spared"/>项）：<xsl:for-each select="o:group[@result = 'spared']"><xsl:if test="position() &gt; 1">；</xsl:if><xsl:value-of select="."/></xsl:for-each>。</fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="signature">
    <fo:block keep-together.within-page="always" space-before="10pt">
      <fo:block font-size="8.5pt" line-height="12.5pt" text-align="justify">本表由 <xsl:value-of select="@program"/> 按上述规则逐条核对申报书所填数据和所附文件后生成，不代替对材料真实性和内容的审查；申报书或附件改动后摘要（附件为 SHA-256 的前16位）随之改变，本表不再适用。</fo:block>
      <fo:table table-layout="fixed" width="100%" space-before="16pt" font-size="10.5pt" line-height="16pt">
        <fo:table-column column-width="proportional-column-width(1)"/>
        <fo:table-column column-width="proportional-column-width(1)"/>
        <fo:table-column column-width="44mm"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell><fo:block>审查人（签字）：<xsl:call-template name="field-signature"><xsl:with-param name="name" select="concat($prefix, '-reviewer')"/><xsl:with-param name="label">审查人（签字）</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
            <fo:table-cell><fo:block>复核人（签字）：<xsl:call-template name="field-signature"><xsl:with-param name="name" select="concat($prefix, '-second-reviewer')"/><xsl:with-param name="label">复核人（签字）</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
            <fo:table-cell text-align="end"><fo:block><xsl:call-template name="field-date"><xsl:with-param name="name" select="concat($prefix, '-review')"/><xsl:with-param name="label">审查日期</xsl:with-param><xsl:with-param name="year">　　　</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block>
  </xsl:template>

  <!-- on request: every rule, with the notice's own sentences -->

  <xsl:template name="rules">
    <fo:block xsl:use-attribute-sets="section" break-before="page" id="{$prefix}-rules">规则清单</fo:block>
    <fo:table xsl:use-attribute-sets="table" font-size="8.5pt" line-height="12.5pt">
      <fo:table-column column-width="15mm"/>
      <fo:table-column column-width="34mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="14mm"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
        <fo:table-row>
          <xsl:call-template name="heading"><xsl:with-param name="text">规则</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">条款</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">依据原文</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">结果</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">规则清单</xsl:with-param></xsl:call-template>
        <xsl:for-each select="o:rule">
          <fo:table-row keep-together.within-page="always">
            <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:value-of select="@id"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:value-of select="@see"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell"><xsl:for-each select="o:quote"><fo:block><xsl:value-of select="."/></fo:block></xsl:for-each><xsl:if test="not(o:quote)"><fo:block font-family="kai"><xsl:value-of select="o:source"/></fo:block></xsl:if></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cell" text-align="center"><fo:block><xsl:call-template name="result-name"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

</xsl:stylesheet>
