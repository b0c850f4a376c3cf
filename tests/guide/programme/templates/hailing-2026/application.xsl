<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="p g sb">

  <xsl:import href="../common/form.xsl"/>
  <xsl:include href="../common/application-tables.xsl"/>
  <xsl:include href="../common/application-parts.xsl"/>
  <xsl:include href="../common/annexes.xsl"/>

  <!-- What the templates of common ask for. -->
  <xsl:variable name="schema" select="document('proposal.xsd')"/>
  <xsl:variable name="programme" select="document('programme.xml')/g:programme"/>
  <xsl:variable name="prefix">application</xsl:variable>
  <xsl:variable name="form" select="$programme/g:forms/g:form[@name = 'application']"/>
  <xsl:variable name="proposal" select="/p:proposal"/>
  <xsl:variable name="direction" select="$programme/g:directions/g:direction[@id = normalize-space($proposal/@direction)]"/>
  <xsl:variable name="units" select="$proposal/p:units/p:unit"/>
  <xsl:variable name="lead" select="$units[@role = 'lead'][1]"/>
  <xsl:variable name="people" select="$proposal/p:people/p:person"/>
  <xsl:variable name="leader" select="$people[@role = 'leader'][1]"/>
  <xsl:variable name="team" select="$people[@role != 'foreignLeader']"/>
  <xsl:variable name="budget" select="$proposal/p:budget"/>
  <xsl:variable name="fiscal-name">市财政资金</xsl:variable>

  <xsl:template match="/p:proposal">
    <fo:root language="zh" country="CN">
      <fo:layout-master-set><xsl:call-template name="form-masters"/><xsl:call-template name="annex-masters"/></fo:layout-master-set>
      <fo:bookmark-tree>
        <fo:bookmark internal-destination="application-top">
          <fo:bookmark-title><xsl:value-of select="$form/g:title"/></fo:bookmark-title>
          <xsl:call-template name="annex-bookmarks"/>
        </fo:bookmark>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="application-pages" initial-page-number="1">
        <xsl:call-template name="form-static"/>
        <fo:flow flow-name="xsl-region-body">
          <fo:block id="application-top" font-family="xiaobiaosong" font-size="22pt" line-height="32pt" text-align="center" space-after="6pt" role="H1"><xsl:value-of select="$form/g:title"/></fo:block>
          <fo:block font-family="kai" font-size="14pt" line-height="22pt" text-align="center" space-after="12pt">（<xsl:value-of select="$direction/g:title"/>）</fo:block>
          <xsl:call-template name="heading"><xsl:with-param name="text">一、基本信息</xsl:with-param></xsl:call-template>
          <xsl:call-template name="facts"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">二、单位和人员</xsl:with-param></xsl:call-template>
          <xsl:call-template name="unit-list"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">三、项目内容</xsl:with-param></xsl:call-template>
          <xsl:for-each select="p:technology/p:use">
            <xsl:call-template name="form-section-text"><xsl:with-param name="title" select="sb:label(.)"/><xsl:with-param name="of" select="."/></xsl:call-template>
          </xsl:for-each>
          <xsl:call-template name="form-texts"><xsl:with-param name="of">necessity content outcome</xsl:with-param></xsl:call-template>
          <xsl:call-template name="heading"><xsl:with-param name="text">四、进度和经费</xsl:with-param></xsl:call-template>
          <xsl:call-template name="schedule-table"/>
          <xsl:call-template name="budget-table"/>
          <xsl:call-template name="heading"><xsl:with-param name="text">五、附件清单</xsl:with-param></xsl:call-template>
          <xsl:call-template name="attachment-table"><xsl:with-param name="title"/></xsl:call-template>
          <xsl:call-template name="form-end"/>
        </fo:flow>
      </fo:page-sequence>
      <xsl:call-template name="annexes"/>
    </fo:root>
  </xsl:template>

  <xsl:template name="facts">
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-body>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">title</xsl:with-param><xsl:with-param name="value" select="p:title"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">period/start</xsl:with-param><xsl:with-param name="value" select="p:period/@start"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">period/months</xsl:with-param><xsl:with-param name="value" select="p:period/@months"/></xsl:call-template>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:choose>
            <xsl:when test="$direction/g:transfer">
              <xsl:call-template name="form-pair"><xsl:with-param name="of">technology/name</xsl:with-param><xsl:with-param name="value" select="p:technology/p:name"/></xsl:call-template>
              <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'technology/country')"/></xsl:call-template>
              <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sb:list('countries', p:technology/@country)"/><xsl:with-param name="of" select="p:technology"/></xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="form-pair"><xsl:with-param name="of">field</xsl:with-param><xsl:with-param name="value" select="p:field"/><xsl:with-param name="columns" select="3"/></xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
        </fo:table-row>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-pair"><xsl:with-param name="of">contact</xsl:with-param><xsl:with-param name="value" select="p:contact/p:name"/></xsl:call-template>
          <xsl:call-template name="form-pair"><xsl:with-param name="of">contact/mobile</xsl:with-param><xsl:with-param name="value" select="p:contact/p:mobile"/></xsl:call-template>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="unit-list">
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="proportional-column-width(3)"/><fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-header>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:for-each select="$lead">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label(p:name)"/></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'role')"/></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'country')"/></xsl:call-template>
          </xsl:for-each>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'people')"/></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$units">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:name"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@role"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sb:list('countries', @country)"/><xsl:with-param name="of" select="@country"/></xsl:call-template>
            <xsl:call-template name="form-text-cell">
              <xsl:with-param name="text"><xsl:for-each select="$people[@unit = current()/@id]"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), p:name)"/></xsl:for-each></xsl:with-param>
            </xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

</xsl:stylesheet>
