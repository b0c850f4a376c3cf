<?xml version="1.0" encoding="UTF-8"?>
<!-- application.xsl: 申报书 of the Guangdong programme, for topics 1, 2 and 3 with tables of their own. Contents are proposed; the footer says so. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="p g sb">

  <xsl:import href="../common/form.xsl"/>
  <xsl:include href="../common/application-tables.xsl"/>
  <xsl:include href="../common/annexes.xsl"/>
  <xsl:include href="../common/application-parts.xsl"/>
  <xsl:include href="facts.xsl"/>
  <xsl:include href="topics.xsl"/>

  <xsl:variable name="prefix">application</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'application']"/>
  <xsl:variable name="direction" select="$programme/g:directions/g:direction[@id = normalize-space($proposal/@direction)]"/>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/><xsl:call-template name="annex-masters"/></fo:layout-master-set>
      <xsl:variable name="pages">
      <xsl:call-template name="cover"/>
      <fo:page-sequence master-reference="application-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="heading"><xsl:with-param name="text">一、项目基本信息</xsl:with-param></xsl:call-template>
          <xsl:call-template name="info"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">二、申报单位及参与单位信息</xsl:with-param></xsl:call-template>
          <xsl:for-each select="$units[@role != 'foreign']">
            <xsl:call-template name="unit"/>
            <xsl:if test="p:profile"><xsl:call-template name="enterprise"/></xsl:if>
          </xsl:for-each>
          <xsl:for-each select="$units[@role = 'foreign']"><xsl:call-template name="foreign-unit"><xsl:with-param name="name-label" select="sb:value-label(@role)"/></xsl:call-template></xsl:for-each>
          <xsl:if test="not($units)"><xsl:call-template name="form-none"/></xsl:if>
        </fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="application-wide" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="heading"><xsl:with-param name="text">三、项目负责人及成员</xsl:with-param></xsl:call-template>
          <xsl:call-template name="members"/>
        </fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="application-pages">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="people-notes"><xsl:with-param name="of" select="$people"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="@direction = '2'"><xsl:call-template name="training"/></xsl:when>
            <xsl:when test="@direction = '3'"><xsl:call-template name="centre"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="research"/></xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="heading"><xsl:with-param name="text">六、考核指标</xsl:with-param></xsl:call-template>
          <xsl:call-template name="goal-table"><xsl:with-param name="title"/><xsl:with-param name="subprojects" select="false()"/></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">七、进度安排</xsl:with-param></xsl:call-template>
          <xsl:for-each select="p:sections/p:progress[normalize-space() or .//p:img]"><fo:block xsl:use-attribute-sets="form-text" space-after="6pt"><xsl:call-template name="rich"><xsl:with-param name="of" select="."/></xsl:call-template></fo:block></xsl:for-each>
          <xsl:call-template name="schedule-table"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">八、经费</xsl:with-param></xsl:call-template>
          <xsl:call-template name="budget-table"/>
          <xsl:call-template name="unit-money-table"/>
          <xsl:if test="$budget/p:note[normalize-space()]">
            <xsl:call-template name="form-section-text"><xsl:with-param name="title" select="sb:label($budget/p:note)"/><xsl:with-param name="of" select="$budget/p:note"/></xsl:call-template>
          </xsl:if>
          <!-- Training projects and centres need no agreement: their form has one part less then. -->
          <xsl:variable name="agreed" select="number(boolean(p:agreements/p:agreement) or not(@direction = '2' or @direction = '3'))"/>
          <xsl:if test="$agreed">
            <xsl:call-template name="heading"><xsl:with-param name="text">九、合作协议要点</xsl:with-param></xsl:call-template>
            <xsl:call-template name="agreement-table"><xsl:with-param name="title"/></xsl:call-template>
          </xsl:if>
          <xsl:call-template name="numbered"><xsl:with-param name="n" select="9 + $agreed"/><xsl:with-param name="text">附件清单</xsl:with-param></xsl:call-template>
          <xsl:call-template name="attachment-table"><xsl:with-param name="title"/></xsl:call-template>
          <fo:block-container keep-together.within-page="always">
            <xsl:call-template name="numbered"><xsl:with-param name="n" select="10 + $agreed"/><xsl:with-param name="text">承诺函</xsl:with-param></xsl:call-template>
            <xsl:for-each select="$programme/g:pledge/g:paragraph">
              <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P"><xsl:value-of select="normalize-space(.)"/></fo:block>
            </xsl:for-each>
            <xsl:call-template name="declared"/>
            <xsl:call-template name="form-signature"><xsl:with-param name="who">项目负责人（签字）</xsl:with-param><xsl:with-param name="field">leader</xsl:with-param></xsl:call-template>
          </fo:block-container>
          <xsl:call-template name="opinion"><xsl:with-param name="n" select="11 + $agreed"/><xsl:with-param name="title">申报单位意见</xsl:with-param><xsl:with-param name="field">applicant</xsl:with-param></xsl:call-template>
          <xsl:call-template name="opinion"><xsl:with-param name="n" select="12 + $agreed"/><xsl:with-param name="title">主管部门推荐意见</xsl:with-param><xsl:with-param name="field">recommender</xsl:with-param></xsl:call-template>
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
    <fo:page-sequence master-reference="application-covers" force-page-count="even">
      <xsl:call-template name="form-cover-foot"/>
      <fo:flow flow-name="xsl-region-body">
        <fo:block font-family="song" font-size="12pt" line-height="18pt">受理编号：<fo:inline text-decoration="underline"><xsl:value-of select="normalize-space(p:filing/@number)"/><xsl:if test="not(normalize-space(p:filing/@number))">　　　　　　　　　</xsl:if></fo:inline></fo:block>
        <fo:block font-family="xiaobiaosong" font-size="30pt" line-height="44pt" text-align="center" space-before="56pt" space-before.minimum="20pt" id="application-cover" role="H1">
          <fo:block>广东省科技计划项目</fo:block>
          <fo:block>申报书</fo:block>
        </fo:block>
        <fo:block font-family="kai" font-size="16pt" line-height="26pt" text-align="center">（国际科技合作领域，<xsl:value-of select="$programme/@year"/>年度）</fo:block>
        <fo:table table-layout="fixed" width="100%" font-family="song" font-size="15pt" line-height="22pt" line-stacking-strategy="font-height" space-before="64pt" space-before.minimum="20pt" text-indent="0pt">
          <xsl:call-template name="form-cover-columns"/>
          <fo:table-body>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">专题名称</xsl:with-param><xsl:with-param name="value" select="normalize-space($direction/g:title)"/><xsl:with-param name="of" select="@direction"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目名称</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:title)"/><xsl:with-param name="of" select="p:title"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">申报单位</xsl:with-param><xsl:with-param name="sealed" select="true()"/><xsl:with-param name="value" select="concat(normalize-space($lead/p:name), '（盖章）')"/><xsl:with-param name="of" select="$lead/p:name"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目负责人</xsl:with-param><xsl:with-param name="value" select="normalize-space($leader/p:name)"/><xsl:with-param name="of" select="$leader/p:name"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">联系人</xsl:with-param><xsl:with-param name="value" select="normalize-space(concat(p:contact/p:name, '　', p:contact/p:mobile))"/><xsl:with-param name="of" select="p:contact/p:name"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">主管部门</xsl:with-param><xsl:with-param name="value" select="normalize-space(p:filing/@recommender)"/><xsl:with-param name="of" select="p:filing/@recommender"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">起止时间</xsl:with-param><xsl:with-param name="value"><xsl:call-template name="form-range"><xsl:with-param name="from" select="p:period/@start"/><xsl:with-param name="to" select="p:period/@end"/></xsl:call-template></xsl:with-param><xsl:with-param name="of" select="p:period"/></xsl:call-template>
          </fo:table-body>
        </fo:table>
        <xsl:call-template name="form-cover-made"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <xsl:template name="info">
    <fo:table xsl:use-attribute-sets="form-table" loc:line="{sb:line()}">
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">项目基本信息</xsl:with-param></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-pair"><xsl:with-param name="of">title</xsl:with-param><xsl:with-param name="value" select="p:title"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template></fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-pair"><xsl:with-param name="of">titleForeign</xsl:with-param><xsl:with-param name="value" select="p:titleForeign"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template></fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'field')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:field[normalize-space()]"><xsl:value-of select="concat(substring('；', 1, position() &gt; 1), normalize-space())"/><xsl:if test="normalize-space(@sub)">（<xsl:value-of select="normalize-space(@sub)"/>）</xsl:if></xsl:for-each><xsl:if test="@direction = '2' and not(p:field[normalize-space()])">／</xsl:if></xsl:with-param><xsl:with-param name="of" select="p:field[1]"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'period')"/></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:call-template name="form-range"><xsl:with-param name="from" select="p:period/@start"/><xsl:with-param name="to" select="p:period/@end"/></xsl:call-template><xsl:if test="normalize-space(p:period/@months)">（<xsl:value-of select="normalize-space(p:period/@months)"/>个月）</xsl:if></xsl:with-param><xsl:with-param name="of" select="p:period"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">申请省财政资金（万元）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number(sum($budget/p:source[@kind = 'fiscal']/@amount[number() = number()]), '0.00')"/><xsl:with-param name="of" select="$budget/p:source[@kind = 'fiscal']"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">自筹资金（万元）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="format-number(sum($budget/p:source[@kind != 'fiscal']/@amount[number() = number()]), '0.00')"/><xsl:with-param name="of" select="$budget/p:source[@kind = 'self']"/></xsl:call-template>
        </fo:table-row>
        <xsl:if test="$direction/g:priorities">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'priorityClass')"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3">
              <xsl:for-each select="$direction/g:priorities/g:priority">
                <fo:block><xsl:call-template name="option"><xsl:with-param name="text" select="normalize-space(text()[1])"/><xsl:with-param name="chosen" select="$proposal/p:priorityClass[normalize-space() = current()/@id]"/></xsl:call-template></fo:block>
              </xsl:for-each>
            </fo:table-cell>
          </fo:table-row>
        </xsl:if>
        <xsl:call-template name="filing-facts"/>
        <fo:table-row>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'abstract')"/></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:abstract"/></xsl:call-template></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

</xsl:stylesheet>
