<?xml version="1.0" encoding="UTF-8"?>
<!-- info.xsl: annex 1 of the notice, 《2025年省级国际科技合作项目指南建议信息表》, cell by cell.
     Six columns carry all of its divisions. One page with an overview of ordinary length; only the overview's
     row may run over to a second page. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions" xmlns:loc="urn:shenbao:location"
                xmlns:sf="urn:shenbao:fo"
                exclude-result-prefixes="p g sb">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/label.xsl"/>
  <xsl:import href="../common/option.xsl"/>
  <xsl:import href="../common/rich.xsl"/>

  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="proposal" select="/p:proposal"/>

  <!-- Labels 黑体, values 仿宋, 五号: the form has to fit one page. -->
  <xsl:attribute-set name="info-table">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width">100%</xsl:attribute>
    <xsl:attribute name="border-collapse">collapse</xsl:attribute>
    <xsl:attribute name="border">1pt solid black</xsl:attribute>
    <xsl:attribute name="font-family">fangsong</xsl:attribute>
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">14pt</xsl:attribute>
    <xsl:attribute name="line-stacking-strategy">font-height</xsl:attribute>
    <xsl:attribute name="line-height-shift-adjustment">disregard-shifts</xsl:attribute>
    <xsl:attribute name="text-indent">0pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="sf:fit">85%</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="info-cell">
    <xsl:attribute name="border">0.5pt solid black</xsl:attribute>
    <xsl:attribute name="border-before-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="border-after-width.conditionality">retain</xsl:attribute>
    <xsl:attribute name="padding">1pt 4pt</xsl:attribute>
    <xsl:attribute name="display-align">center</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="info-label" use-attribute-sets="info-cell">
    <xsl:attribute name="font-family">hei</xsl:attribute>
    <xsl:attribute name="text-align">center</xsl:attribute>
    <xsl:attribute name="role">TH</xsl:attribute>
  </xsl:attribute-set>

  <!-- A label at the side of several rows: four characters a line, as the notice breaks them. -->
  <xsl:attribute-set name="info-side" use-attribute-sets="info-label">
    <xsl:attribute name="padding">1pt 14pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="info-row">
    <xsl:attribute name="keep-together.within-page">always</xsl:attribute>
    <xsl:attribute name="block-progression-dimension.minimum">16pt</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set>
        <xsl:call-template name="page-masters"><xsl:with-param name="prefix">info</xsl:with-param></xsl:call-template>
      </fo:layout-master-set>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="info-title">
          <fo:bookmark-title>附件1　<xsl:value-of select="$programme/g:forms/g:form[@name = 'info']/g:title"/></fo:bookmark-title>
        </fo:bookmark>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="info-pages" force-page-count="no-force">
        <xsl:call-template name="page-numbers"><xsl:with-param name="prefix">info</xsl:with-param></xsl:call-template>
        <fo:flow flow-name="xsl-region-body">
          <!-- The QR code stands in the margin over the first page, so that the notice's own layout keeps its place. -->
          <xsl:call-template name="code-qr">
            <xsl:with-param name="top">9mm</xsl:with-param>
            <xsl:with-param name="left">158mm</xsl:with-param>
            <xsl:with-param name="programme" select="$programme/@id"/>
            <xsl:with-param name="title" select="p:title"/>
            <xsl:with-param name="unit" select="p:suggester/p:unit/p:name"/>
          </xsl:call-template>
          <fo:block xsl:use-attribute-sets="page-annex" line-height="20pt">附件1</fo:block>
          <!-- The notice breaks the title where the programme's name ends. -->
          <fo:block xsl:use-attribute-sets="page-title" id="info-title" line-height="29pt" space-after="5pt">
            <fo:block><xsl:value-of select="substring-before($programme/g:forms/g:form[@name = 'info']/g:title, '指南建议')"/></fo:block>
            <fo:block>指南建议<xsl:value-of select="substring-after($programme/g:forms/g:form[@name = 'info']/g:title, '指南建议')"/></fo:block>
          </fo:block>
          <fo:table xsl:use-attribute-sets="info-table" role="Table" loc:line="{sb:line()}">
            <fo:table-column column-width="proportional-column-width(26)"/>
            <fo:table-column column-width="proportional-column-width(20)"/>
            <fo:table-column column-width="proportional-column-width(32)"/>
            <fo:table-column column-width="proportional-column-width(26)" number-columns-repeated="3"/>
            <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="6"/></xsl:call-template></fo:table-header>
            <fo:table-body>
              <xsl:call-template name="continued-title"><xsl:with-param name="title">指南建议信息表</xsl:with-param></xsl:call-template>
              <xsl:call-template name="options"/>
              <xsl:call-template name="overview"/>
              <xsl:call-template name="technologies"/>
              <xsl:call-template name="money-rows"/>
              <xsl:call-template name="source"/>
            </fo:table-body>
          </fo:table>
          <fo:block font-family="fangsong" font-size="10.5pt" line-height="14pt" space-before="3pt" keep-with-previous.within-page="always"
                    role="Note">备注：技术成熟度等级详见附件2《技术成熟度等级划分》</fo:block>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- A cell with a label from the schema. -->
  <xsl:template name="label-cell">
    <xsl:param name="of"/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="rows" select="1"/>
    <fo:table-cell xsl:use-attribute-sets="info-label" number-columns-spanned="{$columns}" number-rows-spanned="{$rows}">
      <fo:block><xsl:call-template name="label"><xsl:with-param name="of" select="$of"/></xsl:call-template></fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- A cell with a value, which knows its line. -->
  <xsl:template name="value-cell">
    <xsl:param name="of"/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="align">center</xsl:param>
    <fo:table-cell xsl:use-attribute-sets="info-cell" number-columns-spanned="{$columns}" text-align="{$align}" loc:line="{sb:line($of)}">
      <fo:block loc:line="{sb:line($of)}">
        <xsl:apply-templates select="$of/node()" mode="inline"/>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- 产业领域, 合作国别、地区, 项目名称, 项目类型 -->
  <xsl:template name="options">
    <fo:table-row xsl:use-attribute-sets="info-row">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">industry</xsl:with-param></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="info-cell" number-columns-spanned="5">
        <fo:block loc:line="{sb:line(p:industry)}">
          <xsl:call-template name="options-of">
            <xsl:with-param name="items" select="$programme/g:list[@name = 'industry']/g:item"/>
            <xsl:with-param name="chosen" select="p:industry"/>
            <xsl:with-param name="words" select="p:industryOther"/>
          </xsl:call-template>
          <xsl:call-template name="option-gap"/>
          <fo:inline keep-together.within-line="always">（仅选择一个领域）</fo:inline>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">regionClass</xsl:with-param></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="info-cell" number-columns-spanned="5">
        <fo:block loc:line="{sb:line(p:regionClass)}">
          <xsl:call-template name="options-of">
            <xsl:with-param name="items" select="$programme/g:list[@name = 'regionClass']/g:item"/>
            <xsl:with-param name="chosen" select="p:regionClass"/>
          </xsl:call-template>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">title</xsl:with-param></xsl:call-template>
      <xsl:call-template name="value-cell">
        <xsl:with-param name="of" select="p:title"/>
        <xsl:with-param name="columns" select="5"/>
        <xsl:with-param name="align">start</xsl:with-param>
      </xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">projectType</xsl:with-param></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="info-cell" number-columns-spanned="5" loc:line="{sb:line(p:projectType)}">
        <xsl:variable name="types" select="$programme/g:list[@name = 'projectType']/g:item"/>
        <xsl:for-each select="$types[@kinds]">
          <fo:block>
            <xsl:call-template name="options-of">
              <xsl:with-param name="items" select="."/>
              <xsl:with-param name="chosen" select="$proposal/p:projectType"/>
            </xsl:call-template>
          </fo:block>
        </xsl:for-each>
        <fo:block>
          <xsl:call-template name="options-of">
            <xsl:with-param name="items" select="$types[not(@kinds)]"/>
            <xsl:with-param name="chosen" select="p:projectType"/>
          </xsl:call-template>
          <xsl:call-template name="option-gap"/>
          <fo:inline keep-together.within-line="always">（可多选）</fo:inline>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- Options; one with kinds has them in brackets, one with text has room for words. -->
  <xsl:template name="options-of">
    <xsl:param name="items"/>
    <xsl:param name="chosen"/>
    <xsl:param name="words"/>
    <xsl:for-each select="$items">
      <xsl:variable name="item" select="string(.)"/>
      <xsl:choose>
        <xsl:when test="@text = 'yes'">
          <xsl:call-template name="option-other">
            <xsl:with-param name="text" select="$item"/>
            <xsl:with-param name="chosen" select="$chosen[normalize-space() = $item]"/>
            <xsl:with-param name="words" select="$words"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="option">
            <xsl:with-param name="text" select="$item"/>
            <xsl:with-param name="chosen" select="$chosen[normalize-space() = $item]"/>
            <xsl:with-param name="after"><xsl:if test="@kinds">（</xsl:if></xsl:with-param>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@kinds">
        <xsl:variable name="kinds" select="@kinds"/>
        <xsl:for-each select="$programme/g:list[@name = $kinds]/g:item">
          <xsl:variable name="kind" select="string(.)"/>
          <xsl:if test="position() &gt; 1"><xsl:call-template name="option-gap"/></xsl:if>
          <xsl:call-template name="option">
            <xsl:with-param name="text" select="$kind"/>
            <xsl:with-param name="chosen" select="$proposal/p:importKind[normalize-space() = $kind]"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:text>）</xsl:text>
        <xsl:call-template name="option-gap"/>
        <fo:inline keep-together.within-line="always">（仅选择一种类型）</fo:inline>
      </xsl:if>
      <xsl:if test="position() != last()"><xsl:call-template name="option-gap"/></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- 项目概述: the one row that may be divided between pages. A short one has the look of a box, and long rows beside it still
       leave the form on its page. -->
  <xsl:template name="overview">
    <fo:table-row block-progression-dimension.minimum="110pt">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">overview</xsl:with-param></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="info-cell" number-columns-spanned="5" display-align="before" text-align="justify" loc:line="{sb:line(p:overview)}">
        <xsl:choose>
          <xsl:when test="p:overview/*"><xsl:apply-templates select="p:overview/*" mode="rich"><xsl:with-param name="indent">0pt</xsl:with-param></xsl:apply-templates></xsl:when>
          <xsl:otherwise><fo:block/></xsl:otherwise>
        </xsl:choose>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- 关键科学问题及技术清单: two header rows and five fixed rows; more only in a draft, since SD-002 forbids them. -->
  <xsl:template name="technologies">
    <xsl:variable name="all" select="p:keyTechnologies/p:keyTechnology"/>
    <xsl:variable name="limit" select="$programme/g:limits/g:limit[@name = 'keyTechnologies']/@value"/>
    <fo:table-row xsl:use-attribute-sets="info-row" keep-with-next.within-page="always">
      <fo:table-cell xsl:use-attribute-sets="info-label" number-columns-spanned="6">
        <fo:block>
          <xsl:call-template name="label"><xsl:with-param name="of">keyTechnologies</xsl:with-param></xsl:call-template>
          <xsl:text>（不超过</xsl:text><xsl:value-of select="$limit"/><xsl:text>项）</xsl:text>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row" keep-with-next.within-page="always">
      <fo:table-cell xsl:use-attribute-sets="info-label" number-rows-spanned="2"><fo:block>序号</fo:block></fo:table-cell>
      <xsl:call-template name="label-cell">
        <xsl:with-param name="of">keyTechnology</xsl:with-param>
        <xsl:with-param name="columns" select="3"/>
        <xsl:with-param name="rows" select="2"/>
      </xsl:call-template>
      <xsl:call-template name="label-cell">
        <xsl:with-param name="of">trl</xsl:with-param>
        <xsl:with-param name="columns" select="2"/>
      </xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row" keep-with-next.within-page="always">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">trl/current</xsl:with-param></xsl:call-template>
      <xsl:call-template name="label-cell"><xsl:with-param name="of">trl/expected</xsl:with-param></xsl:call-template>
    </fo:table-row>
    <xsl:call-template name="technology-rows">
      <xsl:with-param name="all" select="$all"/>
      <xsl:with-param name="last" select="$limit * (count($all) &lt;= $limit) + count($all) * (count($all) &gt; $limit)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="technology-rows">
    <xsl:param name="all"/>
    <xsl:param name="last"/>
    <xsl:param name="n" select="1"/>
    <xsl:variable name="one" select="$all[$n]"/>
    <fo:table-row xsl:use-attribute-sets="info-row">
      <fo:table-cell xsl:use-attribute-sets="info-cell" text-align="center"><fo:block><xsl:value-of select="$n"/></fo:block></fo:table-cell>
      <xsl:call-template name="value-cell">
        <xsl:with-param name="of" select="$one/p:name"/>
        <xsl:with-param name="columns" select="3"/>
        <xsl:with-param name="align">start</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="level-cell"><xsl:with-param name="of" select="$one/p:trl/p:current"/></xsl:call-template>
      <xsl:call-template name="level-cell"><xsl:with-param name="of" select="$one/p:trl/p:expected"/></xsl:call-template>
    </fo:table-row>
    <xsl:if test="$n &lt; $last">
      <xsl:call-template name="technology-rows">
        <xsl:with-param name="all" select="$all"/>
        <xsl:with-param name="last" select="$last"/>
        <xsl:with-param name="n" select="$n + 1"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="level-cell">
    <xsl:param name="of"/>
    <fo:table-cell xsl:use-attribute-sets="info-cell" text-align="center" loc:line="{sb:line($of)}">
      <fo:block loc:line="{sb:line($of)}">
        <xsl:call-template name="level"><xsl:with-param name="of" select="$of"/></xsl:call-template>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- 项目实施投入计划 -->
  <xsl:template name="money-rows">
    <fo:table-row xsl:use-attribute-sets="info-row" keep-with-next.within-page="always">
      <fo:table-cell xsl:use-attribute-sets="info-side" number-rows-spanned="2">
        <fo:block>
          <xsl:call-template name="label"><xsl:with-param name="of">investment</xsl:with-param></xsl:call-template>
        </fo:block>
      </fo:table-cell>
      <xsl:call-template name="label-cell"><xsl:with-param name="of">total</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="money-cell"><xsl:with-param name="of" select="p:investment/p:total"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">support</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
      <xsl:call-template name="money-cell"><xsl:with-param name="of" select="p:investment/p:support"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- The two sums stand with their decimal points below each other. -->
  <xsl:template name="money-cell">
    <xsl:param name="of"/>
    <fo:table-cell xsl:use-attribute-sets="info-cell" number-columns-spanned="3" text-align="center" sf:decimal-align="50%" loc:line="{sb:line($of)}">
      <fo:block loc:line="{sb:line($of)}">
        <xsl:call-template name="money"><xsl:with-param name="of" select="$of"/></xsl:call-template>
        <xsl:text>万元</xsl:text>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- 项目指南建议来源 -->
  <xsl:template name="source">
    <fo:table-row xsl:use-attribute-sets="info-row" keep-with-next.within-page="always">
      <fo:table-cell xsl:use-attribute-sets="info-side" number-rows-spanned="3">
        <fo:block>
          <xsl:call-template name="label"><xsl:with-param name="of">suggester</xsl:with-param></xsl:call-template>
        </fo:block>
      </fo:table-cell>
      <xsl:call-template name="label-cell"><xsl:with-param name="of">suggester/unit</xsl:with-param></xsl:call-template>
      <xsl:call-template name="value-cell">
        <xsl:with-param name="of" select="p:suggester/p:unit/p:name"/>
        <xsl:with-param name="columns" select="4"/>
      </xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row" keep-with-next.within-page="always">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">suggester/name</xsl:with-param></xsl:call-template>
      <xsl:call-template name="value-cell"><xsl:with-param name="of" select="p:suggester/p:name"/></xsl:call-template>
      <xsl:call-template name="label-cell"><xsl:with-param name="of">suggester/position</xsl:with-param></xsl:call-template>
      <xsl:call-template name="value-cell"><xsl:with-param name="of" select="p:suggester/p:position"/><xsl:with-param name="columns" select="2"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="info-row">
      <xsl:call-template name="label-cell"><xsl:with-param name="of">suggester/phone</xsl:with-param></xsl:call-template>
      <xsl:call-template name="value-cell">
        <xsl:with-param name="of" select="p:suggester/p:phone"/>
        <xsl:with-param name="columns" select="4"/>
      </xsl:call-template>
    </fo:table-row>
  </xsl:template>

</xsl:stylesheet>
