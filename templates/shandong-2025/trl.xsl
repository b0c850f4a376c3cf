<?xml version="1.0" encoding="UTF-8"?>
<!-- trl.xsl: annex 2, 《技术成熟度等级划分》, with the 13 levels word for word (trl-13.xml), and a ladder on which the
     proposal's own technologies climb from the current to the expected level.
     The ladder is made of borders and backgrounds only, so it is vector graphics. It must be read in a 1-bit print too:
     current is solid black with white type, expected a thick frame, what lies between a black bar; nothing is grey. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sf="urn:shenbao:fo"
                xmlns:sb="urn:shenbao:functions" xmlns:loc="urn:shenbao:location" exclude-result-prefixes="p g sb">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/label.xsl"/>
  <xsl:import href="../common/rich.xsl"/>

  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="form" select="document('programme.xml')/g:programme/g:forms/g:form[@name = 'trl']"/>
  <xsl:variable name="scale" select="document('trl-13.xml')/g:scale"/>
  <xsl:variable name="technologies" select="/p:proposal/p:keyTechnologies/p:keyTechnology[p:trl/@scale = 13][normalize-space(p:trl)]"/>

  <xsl:attribute-set name="trl-table" use-attribute-sets="rich-table">
    <xsl:attribute name="font-family">fangsong</xsl:attribute>
    <xsl:attribute name="font-size">10.5pt</xsl:attribute>
    <xsl:attribute name="line-height">15pt</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set>
        <xsl:call-template name="page-masters"><xsl:with-param name="prefix">trl</xsl:with-param></xsl:call-template>
      </fo:layout-master-set>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="trl-title">
          <fo:bookmark-title>附件2　<xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <xsl:if test="$technologies">
            <fo:bookmark internal-destination="trl-ladder"><fo:bookmark-title>本项目关键技术成熟度</fo:bookmark-title></fo:bookmark>
          </xsl:if>
        </fo:bookmark>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="trl-pages" force-page-count="no-force">
        <xsl:call-template name="page-numbers"><xsl:with-param name="prefix">trl</xsl:with-param></xsl:call-template>
        <fo:flow flow-name="xsl-region-body">
          <!-- clause 7.4: annex and number on the first line, the title on the third -->
          <fo:block xsl:use-attribute-sets="page-annex">附件2</fo:block>
          <fo:block xsl:use-attribute-sets="page-title" id="trl-title" line-height="28.99pt" space-before="28.99pt" space-after="20pt">
            <xsl:value-of select="$form/g:title"/>
          </fo:block>
          <xsl:call-template name="levels"/>
          <xsl:if test="$technologies"><xsl:call-template name="ladder"/></xsl:if>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- 等级 | 名称 | 评价标准 | 举证要素/技术凭证 -->
  <xsl:template name="levels">
    <fo:table xsl:use-attribute-sets="trl-table" role="Table">
      <fo:table-column column-width="17mm" number-columns-repeated="2"/>
      <fo:table-column column-width="proportional-column-width(70)"/>
      <fo:table-column column-width="proportional-column-width(52)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
        <fo:table-row keep-together.within-page="always">
          <xsl:call-template name="head"><xsl:with-param name="text">等级</xsl:with-param></xsl:call-template>
          <xsl:call-template name="head"><xsl:with-param name="text">名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="head"><xsl:with-param name="text">评价标准</xsl:with-param></xsl:call-template>
          <xsl:call-template name="head"><xsl:with-param name="text">举证要素/技术凭证</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"/>
        <xsl:for-each select="$scale/g:level">
          <fo:table-row keep-together.within-page="always">
            <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="center" role="TH"><fo:block>第<xsl:value-of select="@n"/>级</fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="center"><fo:block><xsl:value-of select="@name"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="rich-cell"><fo:block><xsl:value-of select="g:criterion"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="rich-cell"><fo:block><xsl:value-of select="g:evidence"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="head">
    <xsl:param name="text"/>
    <fo:table-cell xsl:use-attribute-sets="rich-cell" font-family="hei" text-align="center" role="TH">
      <fo:block><xsl:value-of select="$text"/></fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- The ladder: a column a technology, level 13 at the top. -->
  <xsl:template name="ladder">
    <xsl:variable name="said">
      <xsl:text>技术成熟度阶梯图，共13级。</xsl:text>
      <xsl:for-each select="$technologies">
        <xsl:text>关键技术</xsl:text><xsl:value-of select="count(preceding-sibling::p:keyTechnology) + 1"/>
        <xsl:text>“</xsl:text><xsl:apply-templates select="p:name" mode="plain"/><xsl:text>”：当前</xsl:text>
        <xsl:call-template name="level-said"><xsl:with-param name="of" select="p:trl/p:current"/></xsl:call-template>
        <xsl:text>，预期</xsl:text>
        <xsl:call-template name="level-said"><xsl:with-param name="of" select="p:trl/p:expected"/></xsl:call-template>
        <xsl:text>。</xsl:text>
      </xsl:for-each>
    </xsl:variable>
    <fo:block font-family="hei" font-size="15.75pt" line-height="28.99pt" text-align="center" space-before="14pt" space-after="6pt"
              id="trl-ladder" role="H2" keep-with-next.within-page="always">本项目关键技术成熟度</fo:block>
    <fo:block keep-together.within-page="always" role="Figure" sf:alt="{$said}" loc:line="{sb:line(p:keyTechnologies)}">
      <fo:table xsl:use-attribute-sets="trl-table" line-height="12pt">
        <fo:table-column column-width="18mm"/>
        <fo:table-column column-width="17mm"/>
        <xsl:for-each select="$technologies">
          <fo:table-column column-width="proportional-column-width(1)"/>
          <fo:table-column column-width="8pt"/>
          <fo:table-column column-width="proportional-column-width(1)"/>
        </xsl:for-each>
        <fo:table-header>
          <xsl:call-template name="continued"><xsl:with-param name="columns" select="2 + 3 * count($technologies)"/></xsl:call-template>
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="head"><xsl:with-param name="text">等级</xsl:with-param></xsl:call-template>
            <xsl:call-template name="head"><xsl:with-param name="text">名称</xsl:with-param></xsl:call-template>
            <xsl:for-each select="$technologies">
              <fo:table-cell xsl:use-attribute-sets="rich-cell" number-columns-spanned="3" text-align="center" display-align="before" loc:line="{sb:line(p:name)}">
                <fo:block font-family="hei">关键技术<xsl:value-of select="count(preceding-sibling::p:keyTechnology) + 1"/></fo:block>
                <fo:block font-size="9pt"><xsl:apply-templates select="p:name/node()" mode="inline"/></fo:block>
              </fo:table-cell>
            </xsl:for-each>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"/>
          <xsl:for-each select="$scale/g:level">
            <xsl:sort select="@n" data-type="number" order="descending"/>
            <xsl:variable name="n" select="number(@n)"/>
            <fo:table-row block-progression-dimension.minimum="24pt" keep-together.within-page="always">
              <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="center"><fo:block>第<xsl:value-of select="@n"/>级</fo:block></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="rich-cell" text-align="center"><fo:block><xsl:value-of select="@name"/></fo:block></fo:table-cell>
              <xsl:for-each select="$technologies/p:trl">
                <xsl:call-template name="rung">
                  <xsl:with-param name="n" select="$n"/>
                  <xsl:with-param name="current" select="number(p:current)"/>
                  <xsl:with-param name="expected" select="number(p:expected)"/>
                </xsl:call-template>
              </xsl:for-each>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
      <xsl:call-template name="legend"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="level-said">
    <xsl:param name="of"/>
    <xsl:variable name="name" select="$scale/g:level[@n = normalize-space($of)]/@name"/>
    <xsl:call-template name="level"><xsl:with-param name="of" select="$of"/></xsl:call-template>
    <xsl:if test="$name">（<xsl:value-of select="$name"/>）</xsl:if>
    <xsl:if test="not(normalize-space($of))">未填</xsl:if>
  </xsl:template>

  <!-- One level of one technology: three cells, of which the middle one may be part of the upright. -->
  <xsl:template name="rung">
    <xsl:param name="n"/>
    <xsl:param name="current"/>
    <xsl:param name="expected"/>
    <xsl:choose>
      <xsl:when test="$n = $current">
        <fo:table-cell number-columns-spanned="3" border="0.5pt solid black" background-color="black" color="white" font-family="hei" text-align="center" display-align="center" loc:line="{sb:line()}">
          <xsl:if test="$n = $expected"><xsl:attribute name="border">2.5pt solid black</xsl:attribute></xsl:if>
          <fo:block>
            <xsl:text>当前</xsl:text>
            <xsl:if test="$n = $expected">、预期</xsl:if>
            <xsl:text>第</xsl:text><xsl:value-of select="$n"/><xsl:text>级</xsl:text>
          </fo:block>
        </fo:table-cell>
      </xsl:when>
      <xsl:when test="$n = $expected">
        <fo:table-cell number-columns-spanned="3" border="2.5pt solid black" font-family="hei" text-align="center" display-align="center" loc:line="{sb:line()}">
          <fo:block>预期第<xsl:value-of select="$n"/>级</fo:block>
        </fo:table-cell>
      </xsl:when>
      <xsl:when test="$n &gt; $current and $n &lt; $expected">
        <fo:table-cell border-top="0.5pt solid black" border-bottom="0.5pt solid black" border-left="0.5pt solid black"><fo:block/></fo:table-cell>
        <fo:table-cell background-color="black" border="0.5pt solid black"><fo:block/></fo:table-cell>
        <fo:table-cell border-top="0.5pt solid black" border-bottom="0.5pt solid black" border-right="0.5pt solid black"><fo:block/></fo:table-cell>
      </xsl:when>
      <xsl:otherwise>
        <fo:table-cell number-columns-spanned="3" border="0.5pt solid black"><fo:block/></fo:table-cell>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="legend">
    <fo:table table-layout="fixed" width="100%" border-collapse="separate" font-family="fangsong" font-size="10.5pt" line-height="14pt"
              text-align="start" text-indent="0pt" space-before="8pt">
      <fo:table-column column-width="14mm"/>
      <fo:table-column column-width="38mm"/>
      <fo:table-column column-width="14mm"/>
      <fo:table-column column-width="38mm"/>
      <fo:table-column column-width="5mm"/>
      <fo:table-column column-width="8pt"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body>
        <fo:table-row block-progression-dimension.minimum="16pt">
          <fo:table-cell background-color="black"><fo:block/></fo:table-cell>
          <fo:table-cell padding-start="4pt" display-align="center">
            <fo:block><xsl:call-template name="label"><xsl:with-param name="of">trl/current</xsl:with-param></xsl:call-template></fo:block>
          </fo:table-cell>
          <fo:table-cell border="2.5pt solid black"><fo:block/></fo:table-cell>
          <fo:table-cell padding-start="4pt" display-align="center">
            <fo:block><xsl:call-template name="label"><xsl:with-param name="of">trl/expected</xsl:with-param></xsl:call-template></fo:block>
          </fo:table-cell>
          <fo:table-cell><fo:block/></fo:table-cell>
          <fo:table-cell background-color="black"><fo:block/></fo:table-cell>
          <fo:table-cell padding-start="4pt" display-align="center"><fo:block>拟提升的等级</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

</xsl:stylesheet>
