<?xml version="1.0" encoding="UTF-8"?>
<!-- labplan.xsl: 中外联合实验室未来3年合作方案 of the directions 2.1 and 2.2 (MO-214): the laboratory, what both sides have done so
     far in the eight kinds of the notice, the plan, the indicators of the laboratory, signatures of both hosts. The notice's
     own template is 待定, so this one is proposed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                xmlns:sf="urn:shenbao:fo"
                exclude-result-prefixes="p g sb">

  <xsl:import href="../common/form.xsl"/>

  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="prefix">labplan</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'labplan']"/>
  <xsl:variable name="proposal" select="/p:proposal"/>
  <xsl:variable name="direction" select="$programme/g:directions/g:direction[@id = normalize-space($proposal/@direction)]"/>
  <xsl:variable name="lab" select="$proposal/p:jointLab"/>
  <xsl:variable name="units" select="$proposal/p:units/p:unit"/>
  <xsl:variable name="people" select="$proposal/p:people/p:person"/>
  <xsl:variable name="agreement" select="$proposal/p:agreements/p:agreement[@kind = 'lab'][1]"/>
  <!-- The hosts signed the agreement on the laboratory; without one, the lead and the first unit abroad. -->
  <xsl:variable name="signed" select="$units[@id = $agreement/p:signatory]"/>
  <xsl:variable name="hosts" select="$signed | $units[not($signed)][@role = 'lead'] | $units[not($signed)][@role = 'foreign'][1]"/>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/></fo:layout-master-set>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="labplan-title">
          <fo:bookmark-title><xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <fo:bookmark internal-destination="labplan-facts"><fo:bookmark-title>联合实验室基本情况</fo:bookmark-title></fo:bookmark>
          <fo:bookmark internal-destination="labplan-results"><fo:bookmark-title>双方前期合作成果</fo:bookmark-title></fo:bookmark>
          <fo:bookmark internal-destination="labplan-plan"><fo:bookmark-title>未来3年合作计划</fo:bookmark-title></fo:bookmark>
          <fo:bookmark internal-destination="labplan-signed"><fo:bookmark-title>双方签署</fo:bookmark-title></fo:bookmark>
        </fo:bookmark>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="labplan-pages" initial-page-number="1" force-page-count="no-force">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <fo:block xsl:use-attribute-sets="form-part" font-family="xiaobiaosong" font-size="22pt" line-height="32pt" id="labplan-title">
            <xsl:value-of select="$form/g:title"/>
          </fo:block>
          <xsl:call-template name="facts"/>
          <xsl:call-template name="results"/>
          <xsl:call-template name="plan"/>
          <xsl:call-template name="signatures"/>
          <fo:block id="labplan-end" role="Artifact"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- 基本情况, with each host -->
  <xsl:template name="facts">
    <fo:block xsl:use-attribute-sets="form-section" id="labplan-facts">一、联合实验室基本情况</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="8pt">
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">联合实验室基本情况</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$lab | $proposal[not($lab)]">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-pair"><xsl:with-param name="of">name</xsl:with-param><xsl:with-param name="label">联合实验室名称</xsl:with-param><xsl:with-param name="value" select="$lab/p:name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">建立时间</xsl:with-param></xsl:call-template>
            <xsl:call-template name="date-cell"><xsl:with-param name="of" select="$lab/@foundedOn"/></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">领域方向</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$proposal/p:field[1]"/><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:call-template name="wide"><xsl:with-param name="label">申报项目名称</xsl:with-param><xsl:with-param name="of" select="p:title"/></xsl:call-template>
        <xsl:call-template name="wide"><xsl:with-param name="label">政府间合作协议</xsl:with-param><xsl:with-param name="of" select="p:frameworkAgreement"/></xsl:call-template>
        <xsl:call-template name="wide"><xsl:with-param name="label">共建联合实验室合作协议</xsl:with-param><xsl:with-param name="of" select="$agreement/@title"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">协议签署日期</xsl:with-param></xsl:call-template>
          <xsl:call-template name="date-cell"><xsl:with-param name="of" select="$agreement/@signedOn"/></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">协议有效期至</xsl:with-param></xsl:call-template>
          <xsl:call-template name="date-cell"><xsl:with-param name="of" select="$agreement/@validUntil"/></xsl:call-template>
        </fo:table-row>
        <xsl:for-each select="$hosts"><xsl:call-template name="host"/></xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="wide">
    <xsl:param name="label"/>
    <xsl:param name="of"/>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/></xsl:call-template>
      <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="$of"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="date-cell">
    <xsl:param name="of"/>
    <xsl:call-template name="form-text-cell">
      <xsl:with-param name="text"><xsl:call-template name="form-date"><xsl:with-param name="of" select="$of"/></xsl:call-template></xsl:with-param>
      <xsl:with-param name="of" select="$of"/>
      <xsl:with-param name="empty">无</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- 中方, 匈方: the partner's short name of the notice -->
  <xsl:template name="side">
    <xsl:variable name="short" select="substring-before($direction/g:partner[@country = current()/@country]/@short, ' ')"/>
    <xsl:choose>
      <xsl:when test="@role != 'foreign'">中方</xsl:when>
      <xsl:when test="$short"><xsl:value-of select="concat($short, '方')"/></xsl:when>
      <xsl:otherwise>外方</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="host">
    <xsl:variable name="side"><xsl:call-template name="side"/></xsl:variable>
    <xsl:variable name="head" select="($people[@unit = current()/@id][@role = 'leader' or @role = 'foreignLeader'])[1]"/>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="concat($side, '依托单位')"/></xsl:call-template>
      <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3">
        <fo:block loc:line="{sb:line()}">
          <xsl:value-of select="normalize-space(p:name)"/>
          <xsl:if test="@role = 'foreign' and normalize-space(p:foreignName)">（<xsl:value-of select="normalize-space(p:foreignName)"/>）</xsl:if>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">type</xsl:with-param><xsl:with-param name="value" select="@type"/></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">注册时间</xsl:with-param></xsl:call-template>
      <xsl:call-template name="date-cell"><xsl:with-param name="of" select="@registeredOn"/></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-pair"><xsl:with-param name="of">address</xsl:with-param><xsl:with-param name="value" select="p:address"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="concat($side, '负责人')"/></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:value-of select="normalize-space($head/p:name)"/><xsl:if test="normalize-space($head/p:foreignName)">（<xsl:value-of select="normalize-space($head/p:foreignName)"/>）</xsl:if></xsl:with-param><xsl:with-param name="of" select="$head"/><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">职称、职务</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:value-of select="normalize-space($head/p:title)"/><xsl:if test="normalize-space($head/p:title) and normalize-space($head/p:duty)">、</xsl:if><xsl:value-of select="normalize-space($head/p:duty)"/></xsl:with-param><xsl:with-param name="of" select="$head"/><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
    </fo:table-row>
    <fo:table-row xsl:use-attribute-sets="form-row">
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="concat($side, '联系人')"/></xsl:call-template>
      <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:contact/p:name"/><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-label-cell"><xsl:with-param name="text">电子邮箱</xsl:with-param></xsl:call-template>
      <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:contact/p:email"/><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <!-- The eight kinds of the notice, in its order; 无 where there is none. -->
  <xsl:template name="results">
    <fo:block xsl:use-attribute-sets="form-section" id="labplan-results">二、双方前期合作成果</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="8pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="3"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">成果类别</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">成果内容</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">双方前期合作成果</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$programme/g:list[@name = 'labTopic']/g:item">
          <xsl:variable name="done" select="$lab/p:achievement[@topic = current()/@id][normalize-space() or .//p:img]"/>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="string(.)"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell">
              <xsl:for-each select="$done"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:content"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></xsl:for-each>
              <xsl:if test="not($done)"><fo:block>无</fo:block></xsl:if>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="plan">
    <xsl:variable name="tasks" select="p:tasks/p:task[@kind = 'lab']"/>
    <xsl:variable name="targets" select=".//p:indicator[@task = 'lab']"/>
    <fo:block xsl:use-attribute-sets="form-section" id="labplan-plan">三、未来3年合作计划</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="8pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">年度</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">起止时间</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">合作内容</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">年度目标</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">未来3年合作计划</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$lab/p:plan">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell" text-align="center" role="TH">
              <fo:block loc:line="{sb:line()}"><xsl:value-of select="concat(normalize-space(@start), '至')"/></fo:block>
              <fo:block><xsl:value-of select="normalize-space(@end)"/></fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="form-cell"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="p:content"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:goal"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($lab/p:plan)">
          <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
    <xsl:if test="$tasks">
      <fo:block xsl:use-attribute-sets="form-section">联合实验室建设任务及双方分工</fo:block>
      <xsl:for-each select="$tasks">
        <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P" loc:line="{sb:line()}"><xsl:value-of select="concat(normalize-space(p:name), '。中方：', normalize-space(p:chinese), '。外方：', normalize-space(p:foreign), '。')"/></fo:block>
      </xsl:for-each>
    </xsl:if>
    <xsl:if test="$targets">
      <fo:block xsl:use-attribute-sets="form-section">联合实验室建设考核指标</fo:block>
      <fo:table xsl:use-attribute-sets="form-table" space-after="8pt">
        <xsl:if test="count($targets) &lt; 7"><xsl:attribute name="keep-together.within-page">1</xsl:attribute></xsl:if>
        <fo:table-column column-width="32pt"/>
        <fo:table-column column-width="proportional-column-width(6)"/>
        <fo:table-column column-width="proportional-column-width(4)"/>
        <fo:table-column column-width="proportional-column-width(6)"/>
        <fo:table-header>
          <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">指标名称</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">完成时指标值</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">考核方式（方法）</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title">联合实验室建设考核指标</xsl:with-param></xsl:call-template>
          <xsl:for-each select="$targets">
            <fo:table-row xsl:use-attribute-sets="form-row">
              <xsl:call-template name="rich-row-keeps"/>
              <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
              <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:value-of select="normalize-space(p:name)"/><xsl:if test="normalize-space(@people)">（每次<xsl:value-of select="normalize-space(@people)"/>人以上）</xsl:if></xsl:with-param><xsl:with-param name="of" select="p:name"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
              <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat(normalize-space(p:comparator), normalize-space(p:value), normalize-space(p:unit))"/><xsl:with-param name="of" select="p:value"/></xsl:call-template>
              <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:method"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
    </xsl:if>
  </xsl:template>

  <!-- Two places for each side: the host with its seal, the head of the laboratory. Never on a page without any of the plan. -->
  <xsl:template name="signatures">
    <fo:block-container keep-together.within-page="always" keep-with-previous.within-page="always" text-indent="0pt">
      <fo:block xsl:use-attribute-sets="form-section" id="labplan-signed">四、双方签署</fo:block>
      <fo:table xsl:use-attribute-sets="form-table">
        <fo:table-column column-width="proportional-column-width(1)" number-columns-repeated="2"/>
        <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="2"/></xsl:call-template></fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title">双方签署</xsl:with-param></xsl:call-template>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">中方</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">外方</xsl:with-param></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="host-cell"><xsl:with-param name="of" select="$hosts[@role != 'foreign']"/></xsl:call-template>
            <xsl:call-template name="host-cell"><xsl:with-param name="of" select="$hosts[@role = 'foreign']"/></xsl:call-template>
          </fo:table-row>
          <fo:table-row keep-together.within-page="always" block-progression-dimension.minimum="42mm">
            <xsl:call-template name="signature-cell"><xsl:with-param name="side">中方</xsl:with-param><xsl:with-param name="field">labplan-chinese</xsl:with-param></xsl:call-template>
            <xsl:call-template name="signature-cell"><xsl:with-param name="side">外方</xsl:with-param><xsl:with-param name="field">labplan-foreign</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="host-cell">
    <xsl:param name="of"/>
    <fo:table-cell xsl:use-attribute-sets="form-cell">
      <xsl:for-each select="$of">
        <fo:block>依托单位：<xsl:value-of select="normalize-space(p:name)"/></fo:block>
        <xsl:if test="@role = 'foreign' and normalize-space(p:foreignName)"><fo:block><xsl:value-of select="normalize-space(p:foreignName)"/></fo:block></xsl:if>
      </xsl:for-each>
      <xsl:if test="not($of)"><fo:block>无</fo:block></xsl:if>
    </fo:table-cell>
  </xsl:template>

  <xsl:template name="signature-cell">
    <xsl:param name="side"/>
    <xsl:param name="field"/>
    <fo:table-cell xsl:use-attribute-sets="form-cell" display-align="before" sf:field="signature" sf:field-name="{$field}-seal" sf:field-label="{$side}（签章）">
      <fo:block>（签章）</fo:block>
      <fo:block space-before="46pt">联合实验室负责人（签字）：<xsl:call-template name="field-signature"><xsl:with-param name="name" select="concat($field, '-head')"/><xsl:with-param name="label" select="concat($side, '联合实验室负责人（签字）')"/></xsl:call-template></fo:block>
      <fo:block space-before="20pt">日期：<xsl:call-template name="field-date"><xsl:with-param name="name" select="$field"/><xsl:with-param name="label" select="concat($side, '签署日期')"/></xsl:call-template></fo:block>
    </fo:table-cell>
  </xsl:template>

</xsl:stylesheet>
