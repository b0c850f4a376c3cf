<?xml version="1.0" encoding="UTF-8"?>
<!-- application.xsl: 国家重点研发计划项目申报书, reconstructed from published copies: cover, 填报说明, 项目基本信息表, 申报项目简介,
     the eight parts, each on a new page, 诚信承诺书. What this programme asks beyond the copies (foreign side, agreements,
     foreign filing, Horizon, joint laboratory) stands in parts three, five and eight. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:sf="urn:shenbao:fo" xmlns:loc="urn:shenbao:location" exclude-result-prefixes="p g sb">

  <xsl:import href="../common/form.xsl"/>
  <xsl:include href="application-info.xsl"/>
  <xsl:include href="../common/application-tables.xsl"/>
  <xsl:include href="../common/annexes.xsl"/>

  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="prefix">application</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'application']"/>
  <xsl:variable name="proposal" select="/p:proposal"/>
  <xsl:variable name="direction" select="$programme/g:directions/g:direction[@id = normalize-space($proposal/@direction)]"/>
  <xsl:variable name="units" select="$proposal/p:units/p:unit"/>
  <xsl:variable name="lead" select="$units[@role = 'lead'][1]"/>
  <xsl:variable name="people" select="$proposal/p:people/p:person"/>
  <xsl:variable name="team" select="$people[@role != 'foreignLeader']"/>
  <xsl:variable name="leader" select="$people[@role = 'leader'][1]"/>
  <xsl:variable name="budget" select="$proposal/p:budget"/>
  <xsl:variable name="fiscal-name">中央财政专项资金</xsl:variable>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/><xsl:call-template name="annex-masters"/></fo:layout-master-set>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="application-cover">
          <fo:bookmark-title><xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <fo:bookmark internal-destination="application-notes"><fo:bookmark-title>填报说明</fo:bookmark-title></fo:bookmark>
          <fo:bookmark internal-destination="application-info"><fo:bookmark-title>项目基本信息表</fo:bookmark-title></fo:bookmark>
          <fo:bookmark internal-destination="application-brief"><fo:bookmark-title>申报项目简介</fo:bookmark-title></fo:bookmark>
          <xsl:for-each select="$programme/g:list[@name = 'part']/g:item">
            <fo:bookmark internal-destination="application-part{position()}"><fo:bookmark-title><xsl:value-of select="."/></fo:bookmark-title></fo:bookmark>
          </xsl:for-each>
          <fo:bookmark internal-destination="application-pledge"><fo:bookmark-title>诚信承诺书</fo:bookmark-title></fo:bookmark>
          <xsl:call-template name="annex-bookmarks"/>
        </fo:bookmark>
      </fo:bookmark-tree>
      <xsl:call-template name="cover"/>
      <xsl:call-template name="notes"/>
      <fo:page-sequence master-reference="application-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="info"/>
          <xsl:call-template name="brief"/>
          <xsl:call-template name="part1"/>
          <xsl:call-template name="part2"/>
          <xsl:call-template name="part3"/>
          <xsl:call-template name="part4"/>
          <xsl:call-template name="part5"/>
          <xsl:call-template name="part6"/>
        </fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="application-wide" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body"><xsl:call-template name="participants"/></fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="application-pages">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="part7"/>
          <xsl:call-template name="part8"/>
          <xsl:call-template name="pledge"/>
          <xsl:call-template name="form-end"/>
        </fo:flow>
      </fo:page-sequence>
      <xsl:call-template name="annexes"/>
    </fo:root>
  </xsl:template>

  <!-- 封面 -->

  <xsl:template name="cover">
    <fo:page-sequence master-reference="application-cover" force-page-count="no-force">
      <xsl:call-template name="form-cover-foot"/>
      <fo:flow flow-name="xsl-region-body">
        <fo:block font-family="song" font-size="12pt" line-height="18pt">申报编号：<fo:inline text-decoration="underline"><xsl:value-of select="normalize-space(p:filing/@number)"/><xsl:if test="not(normalize-space(p:filing/@number))">　　　　　　　　　</xsl:if></fo:inline></fo:block>
        <fo:block font-family="xiaobiaosong" font-size="36pt" line-height="52pt" text-align="center" space-before="56pt" space-before.minimum="20pt" id="application-cover" role="H1">
          <fo:block>国家重点研发计划</fo:block>
          <fo:block>项目申报书</fo:block>
        </fo:block>
        <fo:table table-layout="fixed" width="100%" font-family="song" font-size="15pt" line-height="22pt" line-stacking-strategy="font-height" space-before="64pt" space-before.minimum="20pt" text-indent="0pt">
          <xsl:call-template name="form-cover-columns"/>
          <fo:table-body>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label" select="sb:label-below(., 'title')"/><xsl:with-param name="value" select="normalize-space(p:title)"/><xsl:with-param name="of" select="p:title"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">所属专项</xsl:with-param><xsl:with-param name="value" select="normalize-space($programme/g:special)"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">指南方向</xsl:with-param><xsl:with-param name="value" select="concat($direction/@id, ' ', $direction/g:title)"/><xsl:with-param name="of" select="@direction"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label" select="sb:label-below(., 'researchKind')"/><xsl:with-param name="value" select="normalize-space(p:researchKind)"/><xsl:with-param name="of" select="p:researchKind"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">专业机构</xsl:with-param><xsl:with-param name="value" select="normalize-space($programme/g:agency)"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label" select="sb:label-below(., 'filing/recommender')"/><xsl:with-param name="value" select="normalize-space(p:filing/@recommender)"/><xsl:with-param name="of" select="p:filing/@recommender"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">申报单位</xsl:with-param><xsl:with-param name="sealed" select="true()"/><xsl:with-param name="value" select="concat(normalize-space($lead/p:name), '（公章）')"/><xsl:with-param name="of" select="$lead/p:name"/></xsl:call-template>
            <xsl:call-template name="form-cover-row"><xsl:with-param name="label">项目负责人</xsl:with-param><xsl:with-param name="value" select="normalize-space($leader/p:name)"/><xsl:with-param name="of" select="$leader/p:name"/></xsl:call-template>
          </fo:table-body>
        </fo:table>
        <xsl:call-template name="form-cover-made"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- 填报说明, behind the cover -->
  <xsl:template name="notes">
    <fo:page-sequence master-reference="application-cover" force-page-count="no-force">
      <fo:static-content flow-name="application-cover-after" role="Artifact"><fo:block padding-after="13mm"><xsl:call-template name="form-source"/><xsl:call-template name="form-code"/></fo:block></fo:static-content>
      <fo:flow flow-name="xsl-region-body">
        <fo:block xsl:use-attribute-sets="form-part" id="application-notes">填报说明</fo:block>
        <xsl:for-each select="$programme/g:notes/g:group">
          <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="concat(substring('一二三', position(), 1), '、', @title)"/></fo:block>
          <xsl:for-each select="g:note">
            <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P"><xsl:value-of select="concat(position(), '. ', normalize-space(.))"/></fo:block>
          </xsl:for-each>
        </xsl:for-each>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>

  <!-- 申报项目简介 -->
  <xsl:template name="brief">
    <fo:block xsl:use-attribute-sets="form-part" break-before="page" id="application-brief">申报项目简介</fo:block>
    <xsl:call-template name="form-texts"><xsl:with-param name="in">brief</xsl:with-param><xsl:with-param name="of">background objective content route basis outcome</xsl:with-param></xsl:call-template>
  </xsl:template>

  <xsl:template name="part-title">
    <xsl:param name="n"/>
    <xsl:param name="break">page</xsl:param>
    <fo:block xsl:use-attribute-sets="form-part" break-before="{$break}" id="application-part{$n}">
      <xsl:value-of select="$programme/g:list[@name = 'part']/g:item[position() = $n]"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="part1">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="1"/></xsl:call-template>
    <fo:block xsl:use-attribute-sets="form-text"><xsl:call-template name="rich"><xsl:with-param name="of" select="p:sections/p:stateOfArt"/></xsl:call-template></fo:block>
  </xsl:template>

  <xsl:template name="part2">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="2"/></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">objective content keyProblems route innovation outcome?</xsl:with-param></xsl:call-template>
    <xsl:call-template name="goal-table"/>
    <xsl:call-template name="report-table"/>
    <xsl:call-template name="task-table"/>
    <xsl:if test="p:trl or $direction/g:trl"><xsl:call-template name="readiness"/></xsl:if>
    <xsl:if test="p:resultGoal[normalize-space()] or p:sections/p:resultPlan[normalize-space()] or $direction/g:goals">
      <xsl:call-template name="form-section-text">
        <xsl:with-param name="title"><xsl:value-of select="sb:label-below(., 'sections/resultPlan')"/><xsl:for-each select="p:resultGoal[normalize-space()]"><xsl:value-of select="concat(substring('（目标：', 1, 4 * (position() = 1)), substring('、', 1, position() &gt; 1), ., substring('）', 1, position() = last()))"/></xsl:for-each></xsl:with-param>
        <xsl:with-param name="of" select="p:sections/p:resultPlan"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="part3">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="3"/></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">basis conditions cooperation necessity? foreignSide?</xsl:with-param></xsl:call-template>
    <xsl:for-each select="$units[@role != 'foreign']">
      <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="concat(sb:value-label(@role), '：', normalize-space(p:name))"/></fo:block>
      <xsl:call-template name="unit"><xsl:with-param name="whole" select="false()"/></xsl:call-template>
      <fo:block xsl:use-attribute-sets="form-text"><xsl:call-template name="rich"><xsl:with-param name="of" select="p:strength"/></xsl:call-template></fo:block>
      <xsl:if test="p:profile"><xsl:call-template name="enterprise"/></xsl:if>
    </xsl:for-each>
    <fo:block xsl:use-attribute-sets="form-section">外方合作单位</fo:block>
    <xsl:for-each select="$units[@role = 'foreign']"><xsl:call-template name="foreign-unit"/></xsl:for-each>
    <xsl:if test="not($units[@role = 'foreign'])"><xsl:call-template name="form-none"/></xsl:if>
    <xsl:for-each select="p:horizon"><xsl:call-template name="horizon"/></xsl:for-each>
    <xsl:for-each select="p:jointLab"><xsl:call-template name="joint-lab"><xsl:with-param name="whole" select="not($direction/g:lab)"/></xsl:call-template></xsl:for-each>
  </xsl:template>

  <xsl:template name="part4">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="4"/></xsl:call-template>
    <xsl:if test="p:sections/p:progress[normalize-space()]">
      <fo:block xsl:use-attribute-sets="form-text" space-after="6pt"><xsl:call-template name="rich"><xsl:with-param name="of" select="p:sections/p:progress"/></xsl:call-template></fo:block>
    </xsl:if>
    <xsl:call-template name="schedule-table"/>
  </xsl:template>

  <xsl:template name="part5">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="5"/></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">organisation safeguards risk ip</xsl:with-param></xsl:call-template>
    <xsl:call-template name="agreement-table"/>
    <xsl:call-template name="filing-table"/>
  </xsl:template>

  <xsl:template name="part6">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="6"/></xsl:call-template>
    <fo:block xsl:use-attribute-sets="form-text"><xsl:call-template name="rich"><xsl:with-param name="of" select="p:sections/p:team"/></xsl:call-template></fo:block>
    <xsl:call-template name="role-table"/>
    <xsl:for-each select="$people[p:resume[normalize-space()]]">
      <xsl:call-template name="form-section-text">
        <xsl:with-param name="title" select="concat(sb:value-label(@role), '：', normalize-space(p:name))"/>
        <xsl:with-param name="of" select="p:resume"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="part7">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="7"/><xsl:with-param name="break">auto</xsl:with-param></xsl:call-template>
    <xsl:call-template name="budget-table"/>
    <xsl:call-template name="unit-money-table"/>
    <xsl:call-template name="form-section-text">
      <xsl:with-param name="title" select="sb:label-below(., 'budget/note')"/>
      <xsl:with-param name="of" select="$budget/p:note"/>
      <!-- It ends its part: a few lines of it stand on no page alone. -->
      <xsl:with-param name="together" select="string-length(normalize-space($budget/p:note)) &lt; 400"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="part8">
    <xsl:call-template name="part-title"><xsl:with-param name="n" select="8"/></xsl:call-template>
    <xsl:call-template name="attachment-table"/>
  </xsl:template>

  <!-- 诚信承诺书 -->
  <xsl:template name="pledge">
    <fo:block xsl:use-attribute-sets="form-part" break-before="page" id="application-pledge">诚信承诺书</fo:block>
    <xsl:for-each select="$programme/g:pledge/g:paragraph">
      <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P"><xsl:value-of select="normalize-space(.)"/></fo:block>
    </xsl:for-each>
    <xsl:call-template name="declared"/>
    <xsl:call-template name="form-signature"><xsl:with-param name="who">项目负责人（签字）</xsl:with-param><xsl:with-param name="field">leader</xsl:with-param></xsl:call-template>
    <xsl:call-template name="form-signature"><xsl:with-param name="who">申报单位（公章）</xsl:with-param><xsl:with-param name="field">applicant</xsl:with-param><xsl:with-param name="seal" select="true()"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
