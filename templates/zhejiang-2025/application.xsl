<?xml version="1.0" encoding="UTF-8"?>
<!-- application.xsl: 申报书 of the Zhejiang programme. The notice has no form of its own; contents are proposed, and the footer says so. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:sf="urn:shenbao:fo" exclude-result-prefixes="p g sb">

  <xsl:import href="../common/form.xsl"/>
  <xsl:include href="../common/application-tables.xsl"/>
  <xsl:include href="../common/annexes.xsl"/>
  <xsl:include href="../common/application-parts.xsl"/>
  <xsl:include href="facts.xsl"/>

  <xsl:variable name="prefix">application</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'application']"/>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/><xsl:call-template name="annex-masters"/></fo:layout-master-set>
      <xsl:variable name="pages">
      <xsl:call-template name="cover"/>
      <fo:page-sequence master-reference="application-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="info"/>
          <xsl:call-template name="unit-tables"/>
        </fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="application-wide" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="heading"><xsl:with-param name="text">三、项目组成员</xsl:with-param></xsl:call-template>
          <xsl:call-template name="members"/>
        </fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="application-pages">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="people-notes"><xsl:with-param name="of" select="$people"/></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">四、考核指标</xsl:with-param></xsl:call-template>
          <xsl:call-template name="goal-table"><xsl:with-param name="title"/><xsl:with-param name="subprojects" select="false()"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="p:support"><xsl:call-template name="task-table"><xsl:with-param name="title">任务分工表</xsl:with-param><xsl:with-param name="our-side">浙江方</xsl:with-param><xsl:with-param name="other-side">帮扶地</xsl:with-param></xsl:call-template></xsl:when>
            <xsl:otherwise><xsl:call-template name="task-table"/></xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="heading"><xsl:with-param name="text">五、进度安排</xsl:with-param></xsl:call-template>
          <xsl:for-each select="p:sections/p:progress[normalize-space() or .//p:img]"><fo:block xsl:use-attribute-sets="form-text" space-after="6pt"><xsl:call-template name="rich"><xsl:with-param name="of" select="."/></xsl:call-template></fo:block></xsl:for-each>
          <xsl:call-template name="schedule-table"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">六、经费预算</xsl:with-param></xsl:call-template>
          <xsl:call-template name="budget-table"/>
          <xsl:call-template name="unit-money-table"/>
          <xsl:if test="$budget/p:note[normalize-space()]">
            <xsl:call-template name="form-section-text"><xsl:with-param name="title" select="sb:label($budget/p:note)"/><xsl:with-param name="of" select="$budget/p:note"/></xsl:call-template>
          </xsl:if>
          <xsl:call-template name="heading"><xsl:with-param name="text">七、合作协议<xsl:if test="p:foreignFiling">与外方申报</xsl:if></xsl:with-param></xsl:call-template>
          <xsl:call-template name="agreement-table"><xsl:with-param name="title"/></xsl:call-template>
          <xsl:call-template name="filing-table"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">八、附件清单</xsl:with-param></xsl:call-template>
          <xsl:call-template name="attachment-table"><xsl:with-param name="title"/></xsl:call-template>
          <xsl:call-template name="declared"/>
          <xsl:call-template name="opinion"><xsl:with-param name="n" select="9"/><xsl:with-param name="title">申报单位意见</xsl:with-param><xsl:with-param name="field">applicant</xsl:with-param></xsl:call-template>
          <xsl:call-template name="opinion"><xsl:with-param name="n" select="10"/><xsl:with-param name="title">推荐单位意见</xsl:with-param><xsl:with-param name="field">recommender</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-end"/>
        </fo:flow>
      </fo:page-sequence>
      </xsl:variable>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="application-cover"><fo:bookmark-title><xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <xsl:call-template name="form-bookmarks"><xsl:with-param name="pages" select="$pages"/></xsl:call-template>
          <xsl:call-template name="annex-bookmarks"/>
        </fo:bookmark>
      </fo:bookmark-tree>
      <xsl:copy-of select="$pages"/>
      <xsl:call-template name="annexes"/>
    </fo:root>
  </xsl:template>

  <xsl:template name="cover">
    <xsl:variable name="others" select="$units[@role != 'lead']"/>
    <xsl:variable name="named" select="4 - 3 * (string-length(concat($others[1]/p:name, $others[2]/p:name, $others[3]/p:name, $others[4]/p:name)) &gt; 120)"/>
    <fo:page-sequence master-reference="application-covers" force-page-count="even">
      <xsl:call-template name="form-cover-foot"/>
      <fo:flow flow-name="xsl-region-body">
        <fo:block font-family="song" font-size="12pt" line-height="18pt">申报编号：<fo:inline text-decoration="underline"><xsl:value-of select="normalize-space(p:filing/@number)"/><xsl:if test="not(normalize-space(p:filing/@number))">　　　　　　　　　</xsl:if></fo:inline></fo:block>
        <fo:block font-family="xiaobiaosong" font-size="30pt" line-height="44pt" text-align="center" space-before="46pt" space-before.minimum="16pt" id="application-cover" role="H1">
          <fo:block>浙江省“尖兵”“领雁”科技计划</fo:block>
          <fo:block>项目申报书</fo:block>
        </fo:block>
        <fo:block font-family="kai" font-size="16pt" line-height="26pt" text-align="center">（科技合作领域，<xsl:value-of select="$programme/@year"/>年度）</fo:block>
        <fo:table table-layout="fixed" width="100%" font-family="song" font-size="15pt" line-height="22pt" line-stacking-strategy="font-height" space-before="48pt" space-before.minimum="18pt" text-indent="0pt">
          <xsl:call-template name="form-cover-columns"/>
          <fo:table-body>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目类别</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:category)"/><xsl:with-param name="of" select="p:category"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目类型</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:kind)"/><xsl:with-param name="of" select="p:kind"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目名称</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:title)"/><xsl:with-param name="of" select="p:title"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">申报单位</xsl:with-param><xsl:with-param name="sealed" select="true()"/><xsl:with-param name="value" select="concat(normalize-space($lead/p:name), '（盖章）')"/><xsl:with-param name="of" select="$lead/p:name"/></xsl:call-template>
            <xsl:call-template name="form-cover-row">
              <xsl:with-param name="label">合作单位</xsl:with-param>
              <!-- The cover has room for four names, or for one of very long ones; all are in part two. -->
              <xsl:with-param name="value"><xsl:for-each select="$others[position() &lt;= $named]"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), normalize-space(p:name))"/></xsl:for-each><xsl:if test="count($others) &gt; $named">等<xsl:value-of select="count($others)"/>家</xsl:if></xsl:with-param>
              <xsl:with-param name="of" select="$units[@role != 'lead'][1]/p:name"/>
            </xsl:call-template>
            <xsl:choose>
              <xsl:when test="p:support">
                <xsl:call-template name="form-cover-row"><xsl:with-param name="label">帮扶地</xsl:with-param><xsl:with-param name="value" select="normalize-space(concat(p:support/@place, p:support/@county))"/><xsl:with-param name="of" select="p:support/@place"/></xsl:call-template>
              </xsl:when>
              <xsl:otherwise>
                <xsl:call-template name="form-cover-row"><xsl:with-param name="label">合作国别</xsl:with-param><xsl:with-param name="value"><xsl:for-each select="$units[@role = 'foreign'][not(@country = preceding-sibling::p:unit[@role = 'foreign']/@country)]"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), sb:list('countries', string(@country), 'zh'))"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="$units[@role = 'foreign'][1]/@country"/></xsl:call-template>
              </xsl:otherwise>
            </xsl:choose>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目负责人</xsl:with-param><xsl:with-param name="value" select="normalize-space($leader/p:name)"/><xsl:with-param name="of" select="$leader/p:name"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">联系电话</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:contact/p:mobile)"/><xsl:with-param name="of" select="p:contact/p:mobile"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">推荐单位</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:filing/@recommender)"/><xsl:with-param name="of" select="p:filing/@recommender"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">起止时间</xsl:with-param><xsl:with-param name="value"><xsl:call-template name="form-range"><xsl:with-param name="from" select="p:period/@start"/><xsl:with-param name="to" select="p:period/@end"/></xsl:call-template></xsl:with-param><xsl:with-param name="of" select="p:period"/></xsl:call-template>
          </fo:table-body>
        </fo:table>
        <xsl:call-template name="form-cover-made"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- 一、项目基本信息 -->
  <xsl:template name="info">
    <xsl:call-template name="heading"><xsl:with-param name="text">一、项目基本信息</xsl:with-param></xsl:call-template>
    <fo:table xsl:use-attribute-sets="form-table" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">项目基本信息</xsl:with-param></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-pair"><xsl:with-param name="of">title</xsl:with-param><xsl:with-param name="value" select="p:title"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template></fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-pair"><xsl:with-param name="of">titleForeign</xsl:with-param><xsl:with-param name="value" select="p:titleForeign"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template></fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">申报方向</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space($programme/g:directions/g:direction[@id = normalize-space(current()/@direction)]/g:title)"/><xsl:with-param name="of" select="@direction"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value" select="p:kind"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">组织方式</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text">竞争性分配</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'field')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:field[normalize-space()]"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/><xsl:if test="normalize-space(@sub)">（<xsl:value-of select="@sub"/>）</xsl:if></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:field[1]"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'period')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:call-template name="form-range"><xsl:with-param name="from" select="p:period/@start"/><xsl:with-param name="to" select="p:period/@end"/></xsl:call-template><xsl:if test="normalize-space(p:period/@months)">（<xsl:value-of select="normalize-space(p:period/@months)"/>个月）</xsl:if></xsl:with-param><xsl:with-param name="of" select="p:period"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">总经费（万元）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number(sum($budget/p:source/@amount[number() = number()]), '0.00')"/><xsl:with-param name="of" select="$budget"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">申请财政补助（万元）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number(sum($budget/p:source[@kind = 'fiscal']/@amount[number() = number()]), '0.00')"/><xsl:with-param name="of" select="$budget/p:source[@kind = 'fiscal']"/></xsl:call-template>
        </fo:table-row>
        <xsl:call-template name="filing-facts"/>
        <fo:table-row>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'abstract')"/></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:abstract"/></xsl:call-template></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 二、单位信息, with the carrier or the place that is supported -->
  <xsl:template name="unit-tables">
    <xsl:call-template name="heading"><xsl:with-param name="text">二、单位信息</xsl:with-param></xsl:call-template>
    <xsl:for-each select="$units[@role != 'foreign']">
      <xsl:call-template name="unit"/>
      <xsl:if test="p:profile"><xsl:call-template name="enterprise"/></xsl:if>
    </xsl:for-each>
    <xsl:for-each select="$units[@role = 'foreign']"><xsl:call-template name="foreign-unit"><xsl:with-param name="name-label" select="sb:value-label(@role)"/></xsl:call-template></xsl:for-each>
    <xsl:if test="not($units)"><xsl:call-template name="form-none"/></xsl:if>
    <xsl:for-each select="p:carrier"><xsl:call-template name="carrier"/></xsl:for-each>
    <xsl:for-each select="p:support"><xsl:call-template name="support"/></xsl:for-each>
  </xsl:template>

  <xsl:template name="carrier">
    <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="sb:label(.)"/></fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="sb:label(.)"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="value" select="p:name"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">type</xsl:with-param><xsl:with-param name="value" select="@type"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">id</xsl:with-param><xsl:with-param name="value" select="@id"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">approvalNo</xsl:with-param><xsl:with-param name="value" select="@approvalNo"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">host</xsl:with-param><xsl:with-param name="value" select="$units[@id = current()/@host]/p:name"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">所在或外资来源国家（地区）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space(concat(sb:list('countries', string(@country), 'zh'), ' ', sb:list('countries', string(@capitalCountry), 'zh')))"/><xsl:with-param name="of" select="@country | @capitalCountry"/><xsl:with-param name="empty">／</xsl:with-param></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'partner')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:partner[normalize-space()]"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:partner[1]"/><xsl:with-param name="empty">／</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'researchDirection')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:researchDirection[normalize-space()]"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:researchDirection[1]"/></xsl:call-template>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="support">
    <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="sb:label(.)"/></fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" keep-together.within-page="1" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="sb:label(.)"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">place</xsl:with-param><xsl:with-param name="value" select="@place"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">county</xsl:with-param><xsl:with-param name="value" select="@county"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'kind')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:kind[normalize-space()]"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:kind[1]"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">issuer</xsl:with-param><xsl:with-param name="value" select="@issuer"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'capability')"/></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:capability"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
        </fo:table-row>
        <xsl:for-each select="$leader/p:onsite">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">负责人赴帮扶地</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat(@year, '年度', @days, '天')"/><xsl:with-param name="of" select="@days"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

</xsl:stylesheet>
