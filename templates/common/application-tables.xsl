<?xml version="1.0" encoding="UTF-8"?>
<!-- application-tables.xsl: the tables of full applications. The stylesheet that includes it gives $proposal, $units, $people, $team
     (those of our side), $leader, $budget, $programme, and $fiscal-name: what its form calls the money that is applied for. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:sf="urn:shenbao:fo" exclude-result-prefixes="p g sb">

  <xsl:include href="application-facts.xsl"/>

  <!-- 项目目标、预期成果与考核指标表: a goal spans its results, a result its indicators. Two header rows. -->
  <xsl:template name="goal-table">
    <xsl:param name="subprojects" select="true()"/>
    <xsl:param name="title">项目目标、预期成果与考核指标表</xsl:param>
    <xsl:variable name="rows" select="p:goals/p:goal/p:result/p:indicator"/>
    <xsl:if test="$title != ''"><fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="$title"/></fo:block></xsl:if>
    <fo:table xsl:use-attribute-sets="form-table" font-size="9pt" line-height="12.5pt" space-after="6pt">
      <xsl:if test="count($rows) &lt; 7"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
      <fo:table-column column-width="proportional-column-width(10)"/>
      <fo:table-column column-width="proportional-column-width(11)"/>
      <fo:table-column column-width="54pt"/>
      <xsl:if test="$subprojects"><fo:table-column column-width="27pt"/></xsl:if>
      <fo:table-column column-width="proportional-column-width(15)"/>
      <fo:table-column column-width="proportional-column-width(12)" number-columns-repeated="3"/>
      <fo:table-column column-width="proportional-column-width(11)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="8 + $subprojects"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">项目目标</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">预期成果名称</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">预期成果类型</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
          <xsl:if test="$subprojects"><xsl:call-template name="form-label-cell"><xsl:with-param name="text">对应的课题</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template></xsl:if>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">考核指标</xsl:with-param><xsl:with-param name="columns" select="4"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">考核方式（方法）及评价手段</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">指标名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">立项时已有指标值/状态</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">中期指标值/状态</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">完成时指标值/状态</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="$title"/></xsl:call-template>
        <xsl:for-each select="$rows">
          <xsl:variable name="result" select=".."/>
          <xsl:variable name="goal" select="../.."/>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:if test="not(preceding-sibling::p:indicator) and not($result/preceding-sibling::p:result[p:indicator])">
              <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$goal/p:name"/><xsl:with-param name="rows" select="count($goal/p:result/p:indicator)"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
            </xsl:if>
            <xsl:if test="not(preceding-sibling::p:indicator)">
              <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$result/p:name"/><xsl:with-param name="rows" select="count($result/p:indicator)"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
              <fo:table-cell xsl:use-attribute-sets="form-cell" number-rows-spanned="{count($result/p:indicator)}">
                <!-- The column is narrow: an option a line. -->
                <xsl:for-each select="$programme/g:list[@name = 'resultKind']/g:item">
                  <fo:block line-height="11.5pt"><xsl:call-template name="option"><xsl:with-param name="text" select="string(.)"/><xsl:with-param name="chosen" select="normalize-space($result/@kind) = normalize-space()"/></xsl:call-template></fo:block>
                </xsl:for-each>
                <fo:block loc:line="{sb:line($result)}">
                  <xsl:if test="not($programme/g:list[@name = 'resultKind']/g:item[normalize-space() = normalize-space($result/@kind)])"><xsl:value-of select="normalize-space($result/@kind)"/></xsl:if>
                  <xsl:if test="normalize-space($result/p:otherKind)">（<xsl:value-of select="normalize-space($result/p:otherKind)"/>）</xsl:if>
                </fo:block>
              </fo:table-cell>
              <xsl:if test="$subprojects"><xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="'／'"/><xsl:with-param name="rows" select="count($result/p:indicator)"/></xsl:call-template></xsl:if>
            </xsl:if>
            <fo:table-cell xsl:use-attribute-sets="form-cell" role="TH">
              <fo:block loc:line="{sb:line()}">
                <xsl:text>指标</xsl:text><xsl:value-of select="count($result/preceding-sibling::p:result) + count($goal/preceding-sibling::p:goal/p:result) + 1"/>.<xsl:value-of select="count(preceding-sibling::p:indicator) + 1"/><xsl:text>　</xsl:text>
                <xsl:apply-templates select="p:name/node()" mode="inline"/>
              </fo:block>
              <xsl:call-template name="indicator-notes"/>
            </fo:table-cell>
            <xsl:call-template name="indicator-value"><xsl:with-param name="of" select="p:current"/><xsl:with-param name="comparator" select="''"/></xsl:call-template>
            <xsl:call-template name="indicator-value"><xsl:with-param name="of" select="p:midterm"/></xsl:call-template>
            <xsl:call-template name="indicator-value"><xsl:with-param name="of" select="p:value"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:method"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="8 + $subprojects"/></xsl:call-template></fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 国际学术交流活动，每次50人，2026年 -->
  <xsl:template name="indicator-notes">
    <xsl:variable name="more">
      <xsl:if test="normalize-space(@kind)">，<xsl:value-of select="sb:value-label(@kind)"/></xsl:if>
      <xsl:if test="normalize-space(@people)">，每次<xsl:value-of select="normalize-space(@people)"/>人</xsl:if>
      <xsl:if test="normalize-space(@task)">，<xsl:value-of select="sb:value-label(@task)"/></xsl:if>
      <xsl:if test="normalize-space(@year)">，<xsl:value-of select="normalize-space(@year)"/>年</xsl:if>
    </xsl:variable>
    <xsl:if test="$more != ''"><fo:block font-family="kai" font-size="8pt" line-height="11pt"><xsl:value-of select="substring($more, 2)"/></fo:block></xsl:if>
  </xsl:template>

  <!-- ≥ 12 篇 -->
  <xsl:template name="indicator-value">
    <xsl:param name="of"/>
    <xsl:param name="comparator" select="normalize-space(p:comparator)"/>
    <fo:table-cell xsl:use-attribute-sets="form-cell" text-align="center">
      <fo:block loc:line="{sb:line($of)}">
        <xsl:choose>
          <xsl:when test="normalize-space($of)">
            <xsl:value-of select="$comparator"/><xsl:apply-templates select="$of/node()" mode="inline"/>
            <xsl:if test="string(number($of)) != 'NaN'"><xsl:apply-templates select="p:unit/node()" mode="inline"/></xsl:if>
          </xsl:when>
          <xsl:otherwise>／</xsl:otherwise>
        </xsl:choose>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- 科技报告考核指标, and behind it 其他目标与考核指标 -->
  <xsl:template name="report-table">
    <xsl:variable name="rows" select="p:techReports/p:techReport"/>
    <fo:block xsl:use-attribute-sets="form-section">科技报告考核指标</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="5"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">报告类型</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">数量</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">提交时间</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">公开类别及时限</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">科技报告考核指标</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@kind"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@count"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@due"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@openness"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="5"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
    <xsl:call-template name="other-indicators"/>
  </xsl:template>

  <!-- 其他目标与考核指标 -->
  <xsl:template name="other-indicators">
    <xsl:variable name="rows" select="p:otherIndicators/p:indicator"/>
    <fo:block xsl:use-attribute-sets="form-section">其他目标与考核指标</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="6"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">指标名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">立项时已有值</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">中期值</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">完成时值</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">考核方式</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">其他目标与考核指标</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" role="TH"><fo:block loc:line="{sb:line()}"><xsl:apply-templates select="p:name/node()" mode="inline"/></fo:block><xsl:call-template name="indicator-notes"/></fo:table-cell>
            <xsl:call-template name="indicator-value"><xsl:with-param name="of" select="p:current"/><xsl:with-param name="comparator" select="''"/></xsl:call-template>
            <xsl:call-template name="indicator-value"><xsl:with-param name="of" select="p:midterm"/></xsl:call-template>
            <xsl:call-template name="indicator-value"><xsl:with-param name="of" select="p:value"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:method"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="6"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 中外任务分工 -->
  <xsl:template name="task-table">
    <xsl:param name="title">中外任务分工表</xsl:param>
    <xsl:param name="our-side">中方</xsl:param>
    <xsl:param name="other-side">外方</xsl:param>
    <xsl:variable name="rows" select="p:tasks/p:task"/>
    <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="$title"/></fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <xsl:if test="count($rows) &lt; 7"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="30pt"/>
      <fo:table-column column-width="30pt"/>
      <fo:table-column column-width="44pt"/>
      <fo:table-column column-width="44pt"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="8"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">任务名称</xsl:with-param><xsl:with-param name="rows" select="2"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">任务分工</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">投入（人月）</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">经费（万元）</xsl:with-param><xsl:with-param name="columns" select="2"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$our-side"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$other-side"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$our-side"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$other-side"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$our-side"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$other-side"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="$title"/></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" role="TH">
              <fo:block loc:line="{sb:line()}"><xsl:apply-templates select="p:name" mode="fact"/></fo:block>
              <xsl:if test="normalize-space(@kind)"><fo:block font-family="kai" font-size="9pt" line-height="12pt"><xsl:value-of select="sb:value-label(@kind)"/></fo:block></xsl:if>
            </fo:table-cell>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:chinese"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:foreign"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@chineseMonths"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@foreignMonths"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@chineseMoney"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@foreignMoney"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="8"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 技术成熟度, with its scale: levels of two scales are not compared. -->
  <xsl:template name="readiness">
    <fo:block xsl:use-attribute-sets="form-text" space-before="6pt" text-indent="2em" role="P" loc:line="{sb:line(p:trl)}">
      <xsl:text>技术成熟度（</xsl:text><xsl:value-of select="p:trl/@scale"/><xsl:text>级标准）：当前</xsl:text><xsl:value-of select="normalize-space(p:trl/p:current)"/><xsl:text>级，预期</xsl:text><xsl:value-of select="normalize-space(p:trl/p:expected)"/><xsl:text>级。</xsl:text>
    </fo:block>
  </xsl:template>

  <!-- 企业概况表, when the unit has one -->
  <xsl:template name="enterprise">
    <fo:block xsl:use-attribute-sets="form-section" font-size="12pt">企业概况表</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">企业概况表</xsl:with-param></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="value" select="p:name"/><xsl:with-param name="label">企业名称</xsl:with-param><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/industry</xsl:with-param><xsl:with-param name="value" select="p:profile/@industry"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/ownership</xsl:with-param><xsl:with-param name="value" select="p:profile/@ownership"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/features</xsl:with-param><xsl:with-param name="value" select="p:profile/@features"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/listing</xsl:with-param><xsl:with-param name="value" select="p:profile/@listing"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/parent</xsl:with-param><xsl:with-param name="value" select="p:profile/@parent"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/registeredAddress</xsl:with-param><xsl:with-param name="value" select="p:profile/@registeredAddress"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/capital</xsl:with-param><xsl:with-param name="value" select="p:profile/@capital"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/foundedOn</xsl:with-param><xsl:with-param name="value" select="p:profile/@foundedOn"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/staff</xsl:with-param><xsl:with-param name="value" select="p:profile/@staff"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/mainBusiness</xsl:with-param><xsl:with-param name="value" select="p:profile/@mainBusiness"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/researchers</xsl:with-param><xsl:with-param name="value" select="p:profile/@researchers"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/rdSpending</xsl:with-param><xsl:with-param name="value" select="p:profile/@rdSpending"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/rdShare</xsl:with-param><xsl:with-param name="value" select="p:profile/@rdShare"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/patents</xsl:with-param><xsl:with-param name="value" select="p:profile/@patents"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/nationalStandards</xsl:with-param><xsl:with-param name="value" select="p:profile/@nationalStandards"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">profile/internationalStandards</xsl:with-param><xsl:with-param name="value" select="p:profile/@internationalStandards"/></xsl:call-template>
        </fo:table-row>
        <xsl:for-each select="p:profile/p:business | p:profile/p:research">
          <fo:table-row>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label(.)"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="."/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- direction 1.5 -->
  <xsl:template name="horizon">
    <fo:block xsl:use-attribute-sets="form-section">地平线欧洲项目信息</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">地平线欧洲项目信息</xsl:with-param></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">projectId</xsl:with-param><xsl:with-param name="value" select="@projectId"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">acronym</xsl:with-param><xsl:with-param name="value" select="@acronym"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">call</xsl:with-param><xsl:with-param name="value" select="p:call"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">callYear</xsl:with-param><xsl:with-param name="value" select="@callYear"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">totalBudget</xsl:with-param><xsl:with-param name="value" select="@totalBudget"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">chineseBudget</xsl:with-param><xsl:with-param name="value" select="@chineseBudget"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">rate</xsl:with-param><xsl:with-param name="value" select="@rate"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">rateDate</xsl:with-param><xsl:with-param name="value" select="@rateDate"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'partner')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:partner[normalize-space()]"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:partner[1]"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 联合实验室信息; the plan of three years is a form of its own (labplan.xsl). $whole: of a direction without that form, which
       has what was done and what is planned in these rows. -->
  <xsl:template name="joint-lab">
    <xsl:param name="whole" select="false()"/>
    <fo:block xsl:use-attribute-sets="form-section">联合实验室信息</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">联合实验室信息</xsl:with-param></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="value" select="p:name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">foundedOn</xsl:with-param><xsl:with-param name="value" select="@foundedOn"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'beltAndRoad')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:choose><xsl:when test="@beltAndRoad = 'true' or @beltAndRoad = '1'">是</xsl:when><xsl:when test="normalize-space(@beltAndRoad)">否</xsl:when></xsl:choose></xsl:with-param><xsl:with-param name="of" select="@beltAndRoad"/></xsl:call-template>
        </fo:table-row>
        <xsl:for-each select="p:achievement[$whole][normalize-space() or .//p:img]">
          <fo:table-row>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$programme/g:list[@name = 'labTopic']/g:item[@id = current()/@topic]"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:content"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
        <xsl:for-each select="p:plan[$whole]">
          <fo:table-row>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="concat(normalize-space(@start), '至', normalize-space(@end))"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3">
              <fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:content"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block>
              <xsl:if test="normalize-space(p:goal)"><fo:block><xsl:value-of select="concat(sb:label(p:goal), '：')"/><xsl:apply-templates select="p:goal/node()" mode="inline"/></fo:block></xsl:if>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 进度安排 -->
  <xsl:template name="schedule-table">
    <xsl:variable name="rows" select="p:schedule/p:stage"/>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">起止时间</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">主要任务</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">阶段目标</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"/>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:call-template name="form-range"><xsl:with-param name="from" select="@start"/><xsl:with-param name="to" select="@end"/></xsl:call-template></xsl:with-param><xsl:with-param name="of" select="@start"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:content"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:goal"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="4"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 协议 with who signed and what is settled -->
  <xsl:template name="agreement-table">
    <xsl:param name="title">协议</xsl:param>
    <xsl:variable name="rows" select="p:agreements/p:agreement"/>
    <xsl:if test="$title != ''"><fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="$title"/></fo:block></xsl:if>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <xsl:if test="count($rows) &lt; 7"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="6"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">协议名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">协议种类</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">签署日期及有效期</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">签署方</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">约定事项</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="$title"/></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:value-of select="normalize-space(@title)"/><xsl:if test="normalize-space(@number)">（<xsl:value-of select="normalize-space(@number)"/>）</xsl:if><xsl:for-each select="$proposal/p:attachments/p:attachment[@id = current()/@attachment]">，附件<xsl:value-of select="count(preceding-sibling::p:attachment) + 1"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="@title"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@kind"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:value-of select="normalize-space(@signedOn)"/><xsl:if test="normalize-space(@validUntil)">至<xsl:value-of select="normalize-space(@validUntil)"/></xsl:if></xsl:with-param><xsl:with-param name="of" select="@signedOn"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">
                <!-- A long list that leaves nobody out is said in a word. -->
                <xsl:variable name="signed" select="p:signatory"/>
                <xsl:choose>
                  <xsl:when test="count($units) &gt; 8 and not($units[not(@id = $signed)])">本申报书所列全部<xsl:value-of select="count($units)"/>家单位</xsl:when>
                  <xsl:otherwise><xsl:for-each select="$signed"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), normalize-space($units[@id = normalize-space(current())]/p:name))"/></xsl:for-each></xsl:otherwise>
                </xsl:choose>
              </xsl:with-param><xsl:with-param name="of" select="p:signatory[1]"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:topic"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), sb:value-label(.))"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:topic[1]"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="6"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- What both sides filed, on a page of its own: title, leaders, units, period. Whether they agree is said where it can be
       told; names in two languages are for people to compare. -->
  <xsl:template name="filing-table">
    <xsl:for-each select="p:foreignFiling">
      <fo:block xsl:use-attribute-sets="form-section" break-before="page" text-align="center">双方申报内容对照表</fo:block>
      <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" loc:line="{sb:line()}">
        <!-- Both lists of many units on one page, as the table is to be. -->
        <xsl:if test="count($units) &gt; 10"><xsl:attribute name="font-size">9pt</xsl:attribute><xsl:attribute name="line-height">12pt</xsl:attribute></xsl:if>
        <fo:table-column column-width="proportional-column-width(3)"/>
        <fo:table-column column-width="proportional-column-width(11)"/>
        <fo:table-column column-width="proportional-column-width(11)"/>
        <fo:table-column column-width="proportional-column-width(3)"/>
        <fo:table-header>
          <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">内容</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">本申报书</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">外方申报书</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">核对</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title">双方申报内容对照表</xsl:with-param></xsl:call-template>
          <xsl:variable name="abroad" select="$people[@role = 'foreignLeader']"/>
          <xsl:call-template name="filing-row">
            <xsl:with-param name="label">项目名称</xsl:with-param>
            <xsl:with-param name="ours" select="concat($proposal/p:title, ' ', $proposal/p:titleForeign)"/>
            <xsl:with-param name="theirs" select="p:title"/>
            <xsl:with-param name="same" select="sb:fold-title(p:title) = sb:fold-title($proposal/p:title) or sb:fold-title(p:title) = sb:fold-title($proposal/p:titleForeign)"/>
          </xsl:call-template>
          <xsl:call-template name="filing-row">
            <xsl:with-param name="label">项目负责人</xsl:with-param>
            <xsl:with-param name="ours"><xsl:value-of select="$leader/p:name"/><xsl:for-each select="$abroad"><xsl:value-of select="concat('；', p:name, ' ', p:foreignName)"/></xsl:for-each></xsl:with-param>
            <xsl:with-param name="theirs" select="p:leader"/>
            <xsl:with-param name="same" select="boolean($abroad[sb:fold-name(p:name) = sb:fold-name(current()/p:leader) or sb:fold-name(p:foreignName) = sb:fold-name(current()/p:leader)])"/>
          </xsl:call-template>
          <xsl:call-template name="filing-row">
            <xsl:with-param name="label">单位</xsl:with-param>
            <xsl:with-param name="ours"><xsl:for-each select="$units"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space(p:name))"/></xsl:for-each></xsl:with-param>
            <xsl:with-param name="theirs"><xsl:for-each select="p:unit"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></xsl:with-param>
            <xsl:with-param name="said" select="concat('中方所列', count($units), '家，外方所列', count(p:unit[normalize-space()]), '家')"/>
          </xsl:call-template>
          <xsl:call-template name="filing-row">
            <xsl:with-param name="label">起止时间</xsl:with-param>
            <xsl:with-param name="ours"><xsl:call-template name="form-range"><xsl:with-param name="from" select="$proposal/p:period/@start"/><xsl:with-param name="to" select="$proposal/p:period/@end"/></xsl:call-template></xsl:with-param>
            <xsl:with-param name="theirs"><xsl:call-template name="form-range"><xsl:with-param name="from" select="p:start"/><xsl:with-param name="to" select="p:end"/></xsl:call-template></xsl:with-param>
            <xsl:with-param name="same" select="normalize-space(p:start) = normalize-space($proposal/p:period/@start) and normalize-space(p:end) = normalize-space($proposal/p:period/@end)"/>
          </xsl:call-template>
          <xsl:call-template name="filing-row">
            <xsl:with-param name="label">周期（月）</xsl:with-param>
            <xsl:with-param name="ours" select="string($proposal/p:period/@months)"/>
            <xsl:with-param name="theirs" select="string(@months)"/>
            <xsl:with-param name="same" select="number(@months) = number($proposal/p:period/@months)"/>
          </xsl:call-template>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">外方受理</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-text-cell">
              <xsl:with-param name="text">
                <xsl:choose><xsl:when test="@filed = 'true' or @filed = '1'">已申报</xsl:when><xsl:otherwise>未申报</xsl:otherwise></xsl:choose>
                <xsl:if test="normalize-space(@agency)"><xsl:value-of select="concat('，', normalize-space(@agency))"/></xsl:if>
                <xsl:if test="normalize-space(@date)"><xsl:value-of select="concat('，', normalize-space(@date))"/></xsl:if>
                <xsl:if test="@matching = 'true' or @matching = '1'">，外方落实配套出资<xsl:value-of select="@matchingMoney"/><xsl:if test="normalize-space(@matchingMoney)">万元</xsl:if></xsl:if>
              </xsl:with-param>
              <xsl:with-param name="of" select="@agency"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param>
            </xsl:call-template>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="filing-row">
    <xsl:param name="label"/>
    <xsl:param name="ours"/>
    <xsl:param name="theirs"/>
    <xsl:param name="same" select="false()"/>
    <xsl:param name="said"><xsl:choose><xsl:when test="$same">一致</xsl:when><xsl:otherwise>请核对</xsl:otherwise></xsl:choose></xsl:param>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <!-- Higher than half a page: it may be parted, or the page before it stays empty. -->
      <xsl:if test="string-length(concat($ours, $theirs)) &gt; 800"><xsl:attribute name="keep-together.within-page">auto</xsl:attribute></xsl:if>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space($ours)"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space($theirs)"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="$said"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- 参与人员基本情况表: 15 columns on a wide page; sums of person-months by kind of employment. -->
  <xsl:template name="participants">
    <fo:block xsl:use-attribute-sets="form-heading" text-align="center" role="H2">参与人员基本情况表</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" font-size="9pt" line-height="12pt" space-before="6pt">
      <fo:table-column column-width="27pt"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="27pt"/>
      <fo:table-column column-width="54pt"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="92pt"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="28pt"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="44pt"/>
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="26pt"/>
      <fo:table-column column-width="36pt"/>
      <fo:table-column column-width="proportional-column-width(14)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="15"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">姓名</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">性别</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">出生日期</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">证件类型</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">证件号码</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">专业技术职称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">职务</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">最高学位</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">专业</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">投入本项目的全时工作时间（人月）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">人员分类代码</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">所属课题</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">是否有工资性收入</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">工作单位</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">参与人员基本情况表</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$team">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:name"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@sex"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:birth"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:idType"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:idNo"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:title"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:duty"/><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:degree"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:speciality"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@months"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:choose><xsl:when test="@role = 'leader'">A</xsl:when><xsl:when test="@role = 'core'">C</xsl:when><xsl:when test="@role = 'member'">D</xsl:when></xsl:choose></xsl:with-param><xsl:with-param name="of" select="@role"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:choose><xsl:when test="@salaried = 'true' or @salaried = '1'">Y</xsl:when><xsl:when test="normalize-space(@salaried)">N</xsl:when></xsl:choose></xsl:with-param><xsl:with-param name="of" select="@salaried"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$units[@id = current()/@unit]/p:name"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:call-template name="participants-sum"><xsl:with-param name="label">固定研究人员合计</xsl:with-param><xsl:with-param name="of" select="$team[@kind = 'fixed']"/></xsl:call-template>
        <xsl:call-template name="participants-sum"><xsl:with-param name="label">流动人员或临时聘用人员合计</xsl:with-param><xsl:with-param name="of" select="$team[@kind = 'temporary']"/></xsl:call-template>
        <xsl:call-template name="participants-sum"><xsl:with-param name="label">累计</xsl:with-param><xsl:with-param name="of" select="$team"/></xsl:call-template>
      </fo:table-body>
    </fo:table>
    <fo:block font-family="song" font-size="9pt" line-height="13pt" space-before="3pt" text-indent="0pt" role="Note">职称：正高级、副高级、中级、初级、其他。人员分类代码：A项目负责人，B课题负责人，C骨干成员，D一般成员。是否有工资性收入：Y是，N否。</fo:block>
  </xsl:template>

  <xsl:template name="participants-sum">
    <xsl:param name="label"/>
    <xsl:param name="of"/>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-previous.within-page="always">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/><xsl:with-param name="columns" select="6"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sum($of/@months[number() = number()])"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- 经费预算表: sums are made here, the equations are checked by GE-01; ／ where no money can stand. -->
  <xsl:template name="budget-table">
    <!-- 培训费 is a subject of training projects only. -->
    <xsl:variable name="training" select="$budget/p:line[@subject = 'training']"/>
    <xsl:variable name="more" select="number(boolean($training))"/>
    <fo:block font-family="song" font-size="10.5pt" line-height="15pt" text-align="end" text-indent="0pt" keep-with-next.within-page="always">单位：万元</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1" loc:line="{sb:line($budget)}">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="5"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">预算科目名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">合计</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$fiscal-name"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">其他来源资金</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text"></xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">（1）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">（2）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">（3）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">（4）</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"/>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">1</xsl:with-param><xsl:with-param name="label">一、资金支出</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[not(contains(@subject, '.'))]/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[not(contains(@subject, '.'))]/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">2</xsl:with-param><xsl:with-param name="label">（一）直接费用</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[not(contains(@subject, '.')) and @subject != 'indirect']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[not(contains(@subject, '.')) and @subject != 'indirect']/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">3</xsl:with-param><xsl:with-param name="label">1.设备费</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[@subject = 'equipment']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[@subject = 'equipment']/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">4</xsl:with-param><xsl:with-param name="label">（1）购置设备费</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[@subject = 'equipment.purchase']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[@subject = 'equipment.purchase']/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">5</xsl:with-param><xsl:with-param name="label">（2）设备试制、改造、租赁费</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[@subject = 'equipment.make']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[@subject = 'equipment.make']/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">6</xsl:with-param><xsl:with-param name="label">2.业务费</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[@subject = 'business']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[@subject = 'business']/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n">7</xsl:with-param><xsl:with-param name="label">3.劳务费</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[@subject = 'labour']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[@subject = 'labour']/@other"/></xsl:call-template>
        <xsl:if test="$training">
          <xsl:call-template name="budget-row"><xsl:with-param name="n">8</xsl:with-param><xsl:with-param name="label">4.培训费</xsl:with-param><xsl:with-param name="fiscal" select="$training/@fiscal"/><xsl:with-param name="other" select="$training/@other"/></xsl:call-template>
        </xsl:if>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="8 + $more"/><xsl:with-param name="label">（二）间接费用</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:line[@subject = 'indirect']/@fiscal"/><xsl:with-param name="other" select="$budget/p:line[@subject = 'indirect']/@other"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="9 + $more"/><xsl:with-param name="label">二、资金来源</xsl:with-param><xsl:with-param name="fiscal" select="$budget/p:source[@kind = 'fiscal']/@amount"/><xsl:with-param name="other" select="$budget/p:source[@kind != 'fiscal']/@amount"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="10 + $more"/><xsl:with-param name="label" select="concat('（一）', $fiscal-name)"/><xsl:with-param name="fiscal" select="$budget/p:source[@kind = 'fiscal']/@amount"/><xsl:with-param name="other" select="/.."/><xsl:with-param name="no-other" select="true()"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="11 + $more"/><xsl:with-param name="label">（二）其他来源资金</xsl:with-param><xsl:with-param name="fiscal" select="/.."/><xsl:with-param name="other" select="$budget/p:source[@kind != 'fiscal']/@amount"/><xsl:with-param name="no-fiscal" select="true()"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="12 + $more"/><xsl:with-param name="label">1.地方财政资金</xsl:with-param><xsl:with-param name="fiscal" select="/.."/><xsl:with-param name="other" select="$budget/p:source[@kind = 'local']/@amount"/><xsl:with-param name="no-fiscal" select="true()"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="13 + $more"/><xsl:with-param name="label">2.单位自筹资金</xsl:with-param><xsl:with-param name="fiscal" select="/.."/><xsl:with-param name="other" select="$budget/p:source[@kind = 'self']/@amount"/><xsl:with-param name="no-fiscal" select="true()"/></xsl:call-template>
        <xsl:call-template name="budget-row"><xsl:with-param name="n" select="14 + $more"/><xsl:with-param name="label">3.其他渠道获得资金</xsl:with-param><xsl:with-param name="fiscal" select="/.."/><xsl:with-param name="other" select="$budget/p:source[@kind = 'other']/@amount"/><xsl:with-param name="no-fiscal" select="true()"/></xsl:call-template>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="budget-row">
    <xsl:param name="n"/>
    <xsl:param name="label"/>
    <xsl:param name="fiscal"/>
    <xsl:param name="other"/>
    <xsl:param name="no-fiscal" select="false()"/>
    <xsl:param name="no-other" select="false()"/>
    <xsl:variable name="f" select="sum($fiscal[number() = number()])"/>
    <xsl:variable name="o" select="sum($other[number() = number()])"/>
    <!-- Low rows, so that what follows this long table most often stands on its page. -->
    <fo:table-row xsl:use-attribute-sets="form-row" block-progression-dimension.minimum="16pt">
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="$n"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="$label"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number($f + $o, '0.00')"/><xsl:with-param name="align">end</xsl:with-param></xsl:call-template>
      <xsl:call-template name="budget-cell"><xsl:with-param name="of" select="$fiscal"/><xsl:with-param name="none" select="$no-fiscal"/></xsl:call-template>
      <xsl:call-template name="budget-cell"><xsl:with-param name="of" select="$other"/><xsl:with-param name="none" select="$no-other"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="budget-cell">
    <xsl:param name="of"/>
    <xsl:param name="none"/>
    <xsl:choose>
      <xsl:when test="$none"><xsl:call-template name="form-text-cell"><xsl:with-param name="text">／</xsl:with-param></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number(sum($of[number() = number()]), '0.00')"/><xsl:with-param name="of" select="$of"/><xsl:with-param name="align">end</xsl:with-param></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 各单位经费 -->
  <xsl:template name="unit-money-table">
    <xsl:variable name="rows" select="$budget/p:unitMoney"/>
    <fo:block xsl:use-attribute-sets="form-section">各单位经费</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <xsl:if test="count($rows) &lt; 7"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="concat($fiscal-name, '（万元）')"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">自筹资金（万元）</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">各单位经费</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$units[@id = current()/@unit]/p:name"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@fiscal"/><xsl:with-param name="align">end</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@self"/><xsl:with-param name="align">end</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="4"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
    <xsl:call-template name="exchange"/>
  </xsl:template>

  <!-- At what rate the money of others was counted. -->
  <xsl:template name="exchange">
    <xsl:if test="normalize-space($budget/@exchangeRate) or normalize-space($budget/@exchangeNote)">
      <fo:block font-family="song" font-size="10.5pt" line-height="15pt" text-indent="0pt" space-after="6pt" role="Note" loc:line="{sb:line($budget)}">
        <xsl:text>注：</xsl:text>
        <xsl:if test="normalize-space($budget/@exchangeRate)"><xsl:value-of select="concat(sb:label($budget/@exchangeRate), normalize-space($budget/@exchangeRate), '。')"/></xsl:if>
        <xsl:value-of select="normalize-space($budget/@exchangeNote)"/>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- Whose it is, what it says, whom to ask. -->
  <xsl:template name="attachment-notes">
    <xsl:variable name="of" select="$units[@id = current()/@unit]/p:name | $people[@id = current()/@person]/p:name"/>
    <xsl:for-each select="$of"><fo:block font-size="9pt"><xsl:value-of select="normalize-space()"/></fo:block></xsl:for-each>
    <xsl:if test="p:topic[normalize-space()]"><fo:block font-size="9pt"><xsl:value-of select="sb:label-below(., 'topic')"/>：<xsl:for-each select="p:topic[normalize-space()]"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></fo:block></xsl:if>
    <xsl:if test="p:contact[normalize-space()]"><fo:block font-size="9pt"><xsl:value-of select="concat(sb:label-below(., 'contact'), '：', normalize-space(p:contact))"/></fo:block></xsl:if>
  </xsl:template>

  <!-- 附件清单. Papers are called as on their pages (annexes.xsl). -->
  <xsl:template name="attachment-table">
    <xsl:param name="title">附件清单</xsl:param>
    <xsl:variable name="rows" select="p:attachments/p:attachment"/>
    <xsl:if test="$title != ''"><fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="$title"/></fo:block></xsl:if>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <xsl:if test="count($rows) &lt; 7"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
      <fo:table-column column-width="44pt"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="44pt"/>
      <fo:table-column column-width="44pt"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="6"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">编号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">附件种类</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">附件名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">出具单位及日期</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">签章</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">页码</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="$title"/></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat('附件', position())"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:value-of select="$programme/g:list[@name = 'paper']/g:item[@id = current()/@kind]"/><xsl:if test="not($programme/g:list[@name = 'paper']/g:item[@id = current()/@kind])"><xsl:value-of select="@kind"/></xsl:if></xsl:with-param><xsl:with-param name="of" select="@kind"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" role="TH">
              <fo:block loc:line="{sb:line(p:title)}"><xsl:apply-templates select="p:title" mode="fact"/></fo:block>
              <xsl:call-template name="attachment-notes"/>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="form-cell" text-align="center">
              <fo:block loc:line="{sb:line(p:issuer)}"><xsl:value-of select="normalize-space(p:issuer)"/><xsl:if test="normalize-space(@issuerType)">（<xsl:value-of select="normalize-space(@issuerType)"/>）</xsl:if></fo:block>
              <fo:block><xsl:value-of select="normalize-space(@issuedOn)"/></fo:block>
            </fo:table-cell>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:if test="@signed = 'true' or @signed = '1'">已签字</xsl:if><xsl:if test="(@signed = 'true' or @signed = '1') and (@sealed = 'true' or @sealed = '1')">、</xsl:if><xsl:if test="@sealed = 'true' or @sealed = '1'">已盖章</xsl:if></xsl:with-param></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" text-align="center"><fo:block><xsl:call-template name="annex-pages"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="6"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

</xsl:stylesheet>
