<?xml version="1.0" encoding="UTF-8"?>
<!-- report.xsl: “<项目名称>”项目指南建议说明报告, after the outline (参考提纲) of annex 1.
     The outline is built once ($outline): table of contents, bookmarks and headings all print it.
     Money, levels, deliverables and names come from the same elements as in info.xsl, so the papers agree by construction. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:exsl="http://exslt.org/common" xmlns:sf="urn:shenbao:fo" xmlns:h="urn:shenbao:heading" xmlns:loc="urn:shenbao:location"
                exclude-result-prefixes="p g sb exsl h">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/label.xsl"/>
  <xsl:import href="../common/rich.xsl"/>
  <xsl:import href="indicator.xsl"/>

  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'report']"/>
  <xsl:variable name="proposal" select="/p:proposal"/>
  <xsl:variable name="report" select="/p:proposal/p:report"/>
  <xsl:variable name="technologies" select="/p:proposal/p:keyTechnologies/p:keyTechnology"/>
  <xsl:variable name="title" select="normalize-space(/p:proposal/p:title)"/>

  <!-- All headings in order. line: the proposal's line of the part. -->
  <xsl:variable name="outline-tree">
    <xsl:call-template name="h"><xsl:with-param name="level" select="1"/><xsl:with-param name="id">1</xsl:with-param><xsl:with-param name="mark">一、</xsl:with-param><xsl:with-param name="of">report/significance</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="1"/><xsl:with-param name="id">2</xsl:with-param><xsl:with-param name="mark">二、</xsl:with-param><xsl:with-param name="of">report/summary</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">2-1</xsl:with-param><xsl:with-param name="mark">（一）</xsl:with-param><xsl:with-param name="text">国内外发展现状与差距分析</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">2-1-1</xsl:with-param><xsl:with-param name="mark">1. </xsl:with-param><xsl:with-param name="of">report/presentState</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">2-1-2</xsl:with-param><xsl:with-param name="mark">2. </xsl:with-param><xsl:with-param name="of">report/gap</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">2-1-3</xsl:with-param><xsl:with-param name="mark">3. </xsl:with-param><xsl:with-param name="of">report/meaning</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">2-2</xsl:with-param><xsl:with-param name="mark">（二）</xsl:with-param><xsl:with-param name="of">report/necessity</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">2-3</xsl:with-param><xsl:with-param name="mark">（三）</xsl:with-param><xsl:with-param name="of">report/basis</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">2-4</xsl:with-param><xsl:with-param name="mark">（四）</xsl:with-param><xsl:with-param name="of">report/tasks</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">2-5</xsl:with-param><xsl:with-param name="mark">（五）</xsl:with-param><xsl:with-param name="text">项目目标</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">2-5-1</xsl:with-param><xsl:with-param name="mark">1. </xsl:with-param><xsl:with-param name="of">report/technicalGoals</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">2-5-2</xsl:with-param><xsl:with-param name="mark">2. </xsl:with-param><xsl:with-param name="of">report/performanceGoals</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">2-6</xsl:with-param><xsl:with-param name="mark">（六）</xsl:with-param><xsl:with-param name="of">report/funding</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="1"/><xsl:with-param name="id">3</xsl:with-param><xsl:with-param name="mark">三、</xsl:with-param><xsl:with-param name="text">关键技术清单及技术成熟度</xsl:with-param></xsl:call-template>
    <xsl:for-each select="$technologies">
      <xsl:variable name="number"><xsl:call-template name="chinese-number"><xsl:with-param name="n" select="position()"/></xsl:call-template></xsl:variable>
      <xsl:call-template name="h">
        <xsl:with-param name="level" select="2"/>
        <xsl:with-param name="id" select="concat('3-', position())"/>
        <xsl:with-param name="mark" select="concat('（', $number, '）', '关键技术', position(), '：')"/>
        <xsl:with-param name="technology" select="position()"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="h"><xsl:with-param name="level" select="1"/><xsl:with-param name="id">4</xsl:with-param><xsl:with-param name="mark">四、</xsl:with-param><xsl:with-param name="text">预期成效和项目交示件</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="1"/><xsl:with-param name="id">5</xsl:with-param><xsl:with-param name="mark">五、</xsl:with-param><xsl:with-param name="of">report/guideline</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">5-1</xsl:with-param><xsl:with-param name="mark">（一）</xsl:with-param><xsl:with-param name="of">report/content</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="2"/><xsl:with-param name="id">5-2</xsl:with-param><xsl:with-param name="mark">（二）</xsl:with-param><xsl:with-param name="text">考核指标</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">5-2-1</xsl:with-param><xsl:with-param name="mark">1. </xsl:with-param><xsl:with-param name="of">report/acceptance</xsl:with-param></xsl:call-template>
    <xsl:call-template name="h"><xsl:with-param name="level" select="3"/><xsl:with-param name="id">5-2-2</xsl:with-param><xsl:with-param name="mark">2. </xsl:with-param><xsl:with-param name="of">report/reference</xsl:with-param></xsl:call-template>
  </xsl:variable>
  <xsl:variable name="outline" select="exsl:node-set($outline-tree)/h:h"/>

  <xsl:template name="h">
    <xsl:param name="level"/>
    <xsl:param name="id"/>
    <xsl:param name="mark"/>
    <xsl:param name="of"/>
    <xsl:param name="text"/>
    <xsl:param name="technology"/>
    <h:h level="{$level}" id="report-{$id}" mark="{$mark}" technology="{$technology}">
      <xsl:value-of select="$text"/>
      <xsl:if test="$of"><xsl:call-template name="label"><xsl:with-param name="of" select="$of"/></xsl:call-template></xsl:if>
    </h:h>
  </xsl:template>

  <!-- A heading's text: with its subscripts on paper, without markup in the outline. -->
  <xsl:template match="h:h" mode="heading">
    <xsl:value-of select="concat(@mark, .)"/>
    <xsl:if test="string(@technology)">
      <xsl:apply-templates select="$technologies[position() = current()/@technology]/p:name/node()" mode="inline"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="h:h" mode="plain">
    <xsl:value-of select="concat(@mark, .)"/>
    <xsl:if test="string(@technology)">
      <xsl:apply-templates select="$technologies[position() = current()/@technology]/p:name" mode="plain"/>
    </xsl:if>
  </xsl:template>

  <!-- programme.xml says when the report has a table of contents. -->
  <xsl:variable name="toc" select="$form/@toc = 'always'
      or ($form/@toc = 'auto' and sb:count(concat($report, $proposal/p:keyTechnologies)) &gt;= $form/@toc-from)"/>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set>
        <xsl:call-template name="page-masters"><xsl:with-param name="prefix">report</xsl:with-param></xsl:call-template>
      </fo:layout-master-set>
      <xsl:call-template name="bookmarks"/>
      <fo:page-sequence master-reference="report-pages" force-page-count="no-force">
        <xsl:call-template name="page-numbers"><xsl:with-param name="prefix">report</xsl:with-param></xsl:call-template>
        <fo:flow flow-name="xsl-region-body" xsl:use-attribute-sets="page-text">
          <xsl:if test="$toc"><xsl:call-template name="contents"/></xsl:if>
          <xsl:call-template name="title"/>
          <xsl:call-template name="part-1-2"/>
          <xsl:call-template name="part-3"/>
          <xsl:call-template name="part-4"/>
          <xsl:call-template name="part-5"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- The outline below the report's own title. A bookmark ends where the next of its level or above begins. -->
  <xsl:template name="bookmarks">
    <fo:bookmark-tree>
      <fo:bookmark internal-destination="report-title">
        <fo:bookmark-title>“<xsl:value-of select="$title"/>”<xsl:value-of select="$form/g:title"/></fo:bookmark-title>
        <xsl:apply-templates select="$outline[@level = 1]" mode="bookmark"/>
      </fo:bookmark>
    </fo:bookmark-tree>
  </xsl:template>

  <xsl:template match="h:h" mode="bookmark">
    <fo:bookmark internal-destination="{@id}">
      <fo:bookmark-title><xsl:apply-templates select="." mode="plain"/></fo:bookmark-title>
      <xsl:variable name="id" select="concat(@id, '-')"/>
      <xsl:variable name="below" select="@level + 1"/>
      <xsl:apply-templates select="following-sibling::h:h[@level = $below][starts-with(@id, $id)]" mode="bookmark"/>
    </fo:bookmark>
  </xsl:template>

  <!-- The title: the name in lines of about equal length, 项目指南建议说明报告 never divided. -->
  <xsl:template name="title">
    <xsl:variable name="length" select="string-length($title) + 2"/>
    <xsl:variable name="lines" select="ceiling($length div 20)"/>
    <xsl:variable name="measure" select="ceiling($length div $lines) + 1"/>
    <fo:block xsl:use-attribute-sets="page-title" id="report-title" line-height="36pt" space-after="14pt" loc:line="{sb:line(p:title)}">
      <xsl:if test="$toc"><xsl:attribute name="break-before">page</xsl:attribute></xsl:if>
      <fo:block>
        <xsl:if test="$lines &gt; 1">
          <xsl:attribute name="start-indent"><xsl:value-of select="format-number((442.2 - 22 * $measure) div 2, '0.0')"/>pt</xsl:attribute>
          <xsl:attribute name="end-indent"><xsl:value-of select="format-number((442.2 - 22 * $measure) div 2, '0.0')"/>pt</xsl:attribute>
        </xsl:if>
        <xsl:text>“</xsl:text><xsl:value-of select="$title"/><xsl:text>”</xsl:text>
      </fo:block>
      <fo:block><xsl:value-of select="$form/g:title"/></fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template name="contents">
    <fo:block font-family="hei" text-align="center" space-after="14.5pt" keep-with-next.within-page="always" role="TOCT">目　录</fo:block>
    <fo:block role="TOC" line-height="25pt">
      <xsl:for-each select="$outline[@level &lt; 3]">
        <fo:block text-align="start" text-align-last="justify" start-indent="{2 * (@level - 1)}em" end-indent="3em" last-line-end-indent="-3em" role="TOCI">
          <xsl:if test="@level = 1"><xsl:attribute name="font-family">hei</xsl:attribute></xsl:if>
          <fo:basic-link internal-destination="{@id}">
            <xsl:apply-templates select="." mode="heading"/>
            <xsl:text> </xsl:text>
            <fo:leader leader-pattern="dots" leader-length.minimum="2em" leader-length.optimum="4em" leader-length.maximum="100%" font-family="song"/>
            <xsl:text> </xsl:text>
            <fo:page-number-citation ref-id="{@id}" font-family="song"/>
          </fo:basic-link>
        </fo:block>
      </xsl:for-each>
    </fo:block>
  </xsl:template>

  <!-- A heading of the outline: 一、黑体, （一）楷体, 1. 仿宋. -->
  <xsl:template name="heading">
    <xsl:param name="id"/>
    <xsl:param name="of"/>
    <xsl:variable name="own" select="concat('report-', $id)"/>
    <xsl:for-each select="$outline[@id = $own]">
      <fo:block id="{@id}" text-indent="2em" keep-with-next.within-page="always" role="H{@level + 1}" loc:line="{sb:line($of)}">
        <xsl:if test="@level = 1"><xsl:attribute name="font-family">hei</xsl:attribute></xsl:if>
        <xsl:if test="@level = 2"><xsl:attribute name="font-family">kai</xsl:attribute></xsl:if>
        <xsl:apply-templates select="." mode="heading"/>
      </fo:block>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="section">
    <xsl:param name="id"/>
    <xsl:param name="of"/>
    <xsl:call-template name="heading">
      <xsl:with-param name="id" select="$id"/>
      <xsl:with-param name="of" select="$of"/>
    </xsl:call-template>
    <xsl:call-template name="rich"><xsl:with-param name="of" select="$of"/></xsl:call-template>
  </xsl:template>

  <!-- 一、背景意义 二、项目概述 -->
  <xsl:template name="part-1-2">
    <xsl:call-template name="section"><xsl:with-param name="id">1</xsl:with-param><xsl:with-param name="of" select="$report/p:significance"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2</xsl:with-param><xsl:with-param name="of" select="$report/p:summary"/></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="id">2-1</xsl:with-param></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-1-1</xsl:with-param><xsl:with-param name="of" select="$report/p:presentState"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-1-2</xsl:with-param><xsl:with-param name="of" select="$report/p:gap"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-1-3</xsl:with-param><xsl:with-param name="of" select="$report/p:meaning"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-2</xsl:with-param><xsl:with-param name="of" select="$report/p:necessity"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-3</xsl:with-param><xsl:with-param name="of" select="$report/p:basis"/></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="id">2-4</xsl:with-param><xsl:with-param name="of" select="$report/p:tasks"/></xsl:call-template>
    <xsl:for-each select="$report/p:tasks/*[normalize-space() or .//p:img]">
      <xsl:call-template name="rich"><xsl:with-param name="of" select="."/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($report/p:tasks[normalize-space() or .//p:img])">
      <xsl:call-template name="rich"><xsl:with-param name="of" select="$report/p:tasks"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="heading"><xsl:with-param name="id">2-5</xsl:with-param></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-5-1</xsl:with-param><xsl:with-param name="of" select="$report/p:technicalGoals"/></xsl:call-template>
    <xsl:call-template name="indicators"><xsl:with-param name="of" select="$report/p:indicator[normalize-space()][@kind = 'technical' or @kind = 'product']"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">2-5-2</xsl:with-param><xsl:with-param name="of" select="$report/p:performanceGoals"/></xsl:call-template>
    <xsl:call-template name="indicators"><xsl:with-param name="of" select="$report/p:indicator[normalize-space()][not(@kind = 'technical' or @kind = 'product')]"/></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="id">2-6</xsl:with-param><xsl:with-param name="of" select="$report/p:funding"/></xsl:call-template>
    <fo:block text-indent="2em" role="P" loc:line="{sb:line(p:investment)}">
      <xsl:call-template name="label"><xsl:with-param name="of">total</xsl:with-param></xsl:call-template>
      <xsl:call-template name="money"><xsl:with-param name="of" select="p:investment/p:total"/></xsl:call-template>
      <xsl:text>万元，</xsl:text>
      <xsl:call-template name="label"><xsl:with-param name="of">support</xsl:with-param></xsl:call-template>
      <xsl:call-template name="money"><xsl:with-param name="of" select="p:investment/p:support"/></xsl:call-template>
      <xsl:text>万元。</xsl:text>
    </fo:block>
    <xsl:if test="$report/p:funding[normalize-space()]">
      <xsl:call-template name="rich"><xsl:with-param name="of" select="$report/p:funding"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A part that begins with its name in 黑体 on its first line: 技术描述：… -->
  <xsl:template name="run-in">
    <xsl:param name="name"/>
    <xsl:param name="of" select="/.."/>
    <xsl:param name="lead"/>
    <xsl:variable name="first" select="$of/*[1][self::p:p][normalize-space()]"/>
    <fo:block text-indent="2em" role="P" loc:line="{sb:line($of)}">
      <xsl:if test="$of/*[not(self::p:p)] and not($first)"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <fo:inline font-family="hei"><xsl:value-of select="$name"/>：</fo:inline>
      <xsl:value-of select="$lead"/>
      <xsl:choose>
        <xsl:when test="$first"><xsl:apply-templates select="$first/node()" mode="inline"/></xsl:when>
        <xsl:when test="string($lead) = '' and not($of[normalize-space() or .//p:img])">无</xsl:when>
      </xsl:choose>
    </fo:block>
    <xsl:apply-templates select="$of/*[not(self::p:p and position() = 1)]" mode="rich"/>
  </xsl:template>

  <!-- 三、关键技术清单及技术成熟度: one block a technology of the information form, in its order -->
  <xsl:template name="part-3">
    <xsl:call-template name="heading"><xsl:with-param name="id">3</xsl:with-param><xsl:with-param name="of" select="p:keyTechnologies"/></xsl:call-template>
    <xsl:if test="not($technologies)"><fo:block text-indent="2em" role="P">无</fo:block></xsl:if>
    <xsl:for-each select="$technologies">
      <xsl:call-template name="heading">
        <xsl:with-param name="id" select="concat('3-', position())"/>
        <xsl:with-param name="of" select="p:name"/>
      </xsl:call-template>
      <xsl:call-template name="run-in">
        <xsl:with-param name="name"><xsl:call-template name="label"><xsl:with-param name="of">keyTechnology/description</xsl:with-param></xsl:call-template></xsl:with-param>
        <xsl:with-param name="of" select="p:description"/>
      </xsl:call-template>
      <xsl:call-template name="run-in">
        <xsl:with-param name="name"><xsl:call-template name="label"><xsl:with-param name="of">keyTechnology/status</xsl:with-param></xsl:call-template></xsl:with-param>
        <xsl:with-param name="of" select="p:status"/>
        <xsl:with-param name="lead"><xsl:call-template name="level-words"><xsl:with-param name="trl" select="p:trl"/></xsl:call-template></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="evidence"/>
      <xsl:call-template name="sales"/>
      <xsl:call-template name="expected"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 第4级（功能级），实施后预期达到第8级（产品级）。 -->
  <xsl:template name="level-words">
    <xsl:param name="trl"/>
    <xsl:call-template name="level-name"><xsl:with-param name="of" select="$trl/p:current"/></xsl:call-template>
    <xsl:if test="normalize-space($trl/p:expected)">
      <xsl:if test="normalize-space($trl/p:current)">，</xsl:if>
      <xsl:text>实施后预期达到</xsl:text>
      <xsl:call-template name="level-name"><xsl:with-param name="of" select="$trl/p:expected"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="normalize-space($trl)">。</xsl:if>
  </xsl:template>

  <xsl:template name="level-name">
    <xsl:param name="of"/>
    <xsl:variable name="name" select="document('trl-13.xml')/g:scale/g:level[@n = normalize-space($of)]/@name"/>
    <xsl:call-template name="level"><xsl:with-param name="of" select="$of"/></xsl:call-template>
    <xsl:if test="$name and $of/../@scale = 13">（<xsl:value-of select="$name"/>）</xsl:if>
  </xsl:template>

  <xsl:template name="evidence">
    <xsl:variable name="all" select="p:evidence[normalize-space()]"/>
    <xsl:if test="$all">
      <fo:block text-indent="2em" role="P" loc:line="{sb:line($all[1])}">
        <xsl:call-template name="label"><xsl:with-param name="of">keyTechnology/evidence</xsl:with-param></xsl:call-template>
        <xsl:text>：</xsl:text>
        <xsl:for-each select="$all">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:apply-templates mode="inline"/>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- Levels 10 to 13 rest on sales: what was stated, in a sentence. -->
  <xsl:template name="sales">
    <xsl:variable name="figures" select="p:sales/@*[normalize-space()]"/>
    <xsl:if test="$figures">
      <fo:block text-indent="2em" role="P" loc:line="{sb:line(p:sales)}">
        <xsl:call-template name="label"><xsl:with-param name="of">keyTechnology/sales</xsl:with-param></xsl:call-template>
        <xsl:text>：</xsl:text>
        <xsl:for-each select="$figures">
          <xsl:if test="position() &gt; 1">，</xsl:if>
          <xsl:call-template name="label"><xsl:with-param name="of" select="concat('sales/', local-name())"/></xsl:call-template>
          <xsl:value-of select="."/>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- 预期指标: the table that compares with the same technology at home and abroad -->
  <xsl:template name="expected">
    <fo:block text-indent="2em" role="P">
      <xsl:if test="p:indicator[normalize-space()]"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <fo:inline font-family="hei"><xsl:call-template name="label"><xsl:with-param name="of">keyTechnology/indicator</xsl:with-param></xsl:call-template>：</fo:inline>
      <xsl:choose>
        <xsl:when test="p:indicator[normalize-space()]">项目预期指标与国内外同类技术指标对比如下。</xsl:when>
        <xsl:otherwise>无</xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <xsl:call-template name="indicators"><xsl:with-param name="of" select="p:indicator[normalize-space()]"/></xsl:call-template>
  </xsl:template>

  <!-- 四、预期成效和项目交示件 -->
  <xsl:template name="part-4">
    <xsl:call-template name="section"><xsl:with-param name="id">4</xsl:with-param><xsl:with-param name="of" select="$report/p:outcome"/></xsl:call-template>
    <xsl:call-template name="deliverables"><xsl:with-param name="of" select="$report/p:deliverable[normalize-space()]"/></xsl:call-template>
  </xsl:template>

  <!-- 五、指南建议 -->
  <xsl:template name="part-5">
    <xsl:variable name="guideline" select="$report/p:guideline"/>
    <xsl:call-template name="heading"><xsl:with-param name="id">5</xsl:with-param><xsl:with-param name="of" select="$guideline"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">5-1</xsl:with-param><xsl:with-param name="of" select="$guideline/p:content"/></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="id">5-2</xsl:with-param></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">5-2-1</xsl:with-param><xsl:with-param name="of" select="$guideline/p:acceptance"/></xsl:call-template>
    <xsl:call-template name="section"><xsl:with-param name="id">5-2-2</xsl:with-param><xsl:with-param name="of" select="$guideline/p:reference"/></xsl:call-template>
    <xsl:call-template name="run-in">
      <xsl:with-param name="name"><xsl:call-template name="label"><xsl:with-param name="of">report/eligibility</xsl:with-param></xsl:call-template></xsl:with-param>
      <xsl:with-param name="of" select="$guideline/p:eligibility"/>
    </xsl:call-template>
    <xsl:call-template name="run-in">
      <xsl:with-param name="name">支持强度</xsl:with-param>
      <xsl:with-param name="lead">
        <xsl:text>省财政资金支持</xsl:text>
        <xsl:call-template name="money"><xsl:with-param name="of" select="p:investment/p:support"/></xsl:call-template>
        <xsl:text>万元，</xsl:text>
        <xsl:call-template name="label"><xsl:with-param name="of">total</xsl:with-param></xsl:call-template>
        <xsl:call-template name="money"><xsl:with-param name="of" select="p:investment/p:total"/></xsl:call-template>
        <xsl:text>万元。</xsl:text>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="run-in">
      <xsl:with-param name="name"><xsl:call-template name="label"><xsl:with-param name="of">report/maturity</xsl:with-param></xsl:call-template></xsl:with-param>
      <xsl:with-param name="of" select="$guideline/p:maturity"/>
      <xsl:with-param name="lead"><xsl:call-template name="all-levels"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="run-in">
      <xsl:with-param name="name"><xsl:call-template name="label"><xsl:with-param name="of">report/deliverable</xsl:with-param></xsl:call-template></xsl:with-param>
      <xsl:with-param name="lead">
        <xsl:for-each select="$report/p:deliverable/p:name[normalize-space()]">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:apply-templates mode="inline"/>
          <xsl:if test="position() = last()">。</xsl:if>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="run-in">
      <xsl:with-param name="name"><xsl:call-template name="label"><xsl:with-param name="of">report/scope</xsl:with-param></xsl:call-template></xsl:with-param>
      <xsl:with-param name="of" select="$guideline/p:scope"/>
    </xsl:call-template>
  </xsl:template>

  <!-- 关键技术1由第4级达到第8级，关键技术2由第3级达到第7级。 -->
  <xsl:template name="all-levels">
    <xsl:for-each select="$technologies/p:trl[normalize-space(p:current) and normalize-space(p:expected)]">
      <xsl:if test="position() &gt; 1">，</xsl:if>
      <xsl:text>关键技术</xsl:text>
      <xsl:value-of select="count(../preceding-sibling::p:keyTechnology) + 1"/>
      <xsl:text>由</xsl:text>
      <xsl:call-template name="level"><xsl:with-param name="of" select="p:current"/></xsl:call-template>
      <xsl:text>达到</xsl:text>
      <xsl:call-template name="level"><xsl:with-param name="of" select="p:expected"/></xsl:call-template>
      <xsl:if test="position() = last()">。</xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- 图1, 表1 in the order of printing: parts one and two, the technologies, parts four and five. In the file the
       technologies come before the report, and the overview belongs to another form. -->
  <xsl:variable name="late" select="$report/p:outcome | $report/p:guideline"/>

  <xsl:template match="p:img" mode="number">
    <xsl:variable name="at"><xsl:number level="any" count="p:img[normalize-space(p:caption)]"/></xsl:variable>
    <xsl:variable name="overview" select="count($proposal/p:overview//p:img[normalize-space(p:caption)])"/>
    <xsl:variable name="listed" select="count($technologies//p:img[normalize-space(p:caption)])"/>
    <xsl:variable name="early" select="count($report//p:img[normalize-space(p:caption)]) - count($late//p:img[normalize-space(p:caption)])"/>
    <xsl:choose>
      <xsl:when test="ancestor::p:keyTechnology"><xsl:value-of select="$at - $overview + $early"/></xsl:when>
      <xsl:when test="ancestor::p:outcome or ancestor::p:guideline"><xsl:value-of select="$at - $overview"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$at - $overview - $listed"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="p:table" mode="number">
    <xsl:variable name="at"><xsl:number level="any" count="p:table[normalize-space(p:caption)]"/></xsl:variable>
    <xsl:variable name="overview" select="count($proposal/p:overview//p:table[normalize-space(p:caption)])"/>
    <xsl:variable name="listed" select="count($technologies//p:table[normalize-space(p:caption)])"/>
    <xsl:variable name="early" select="count($report//p:table[normalize-space(p:caption)]) - count($late//p:table[normalize-space(p:caption)])"/>
    <xsl:choose>
      <xsl:when test="ancestor::p:keyTechnology"><xsl:value-of select="$at - $overview + $early"/></xsl:when>
      <xsl:when test="ancestor::p:outcome or ancestor::p:guideline"><xsl:value-of select="$at - $overview"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$at - $overview - $listed"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
