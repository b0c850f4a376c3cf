<?xml version="1.0" encoding="UTF-8"?>
<!-- application-facts.xsl: facts of units and people as rows of labels and values, two facts a row, and what applicants declare.
     Included by application-tables.xsl, and needs what that needs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:str="http://exslt.org/strings" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="p g sb str">

  <!-- Rows of the context node's children and attributes by name, in this order. One without a value has no place, unless
       its name ends in "!": then it says 无. What has a value is found out once, not for each name. -->
  <xsl:template name="form-facts">
    <xsl:param name="names"/>
    <xsl:variable name="of" select="."/>
    <xsl:variable name="valued"><xsl:text> </xsl:text><xsl:for-each select="(*|@*)[normalize-space()]"><xsl:value-of select="concat(local-name(), ' ')"/></xsl:for-each></xsl:variable>
    <xsl:variable name="said" select="string($valued)"/>
    <xsl:variable name="present" select="str:tokenize($names)[contains(., '!') or contains($said, concat(' ', ., ' '))]"/>
    <xsl:for-each select="$present[position() mod 2 = 1]">
      <xsl:variable name="second" select="2 * position()"/>
      <xsl:variable name="one" select="translate(., '!', '')"/>
      <xsl:variable name="two" select="translate($present[$second], '!', '')"/>
      <xsl:for-each select="$of">
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="fact"><xsl:with-param name="name" select="$one"/><xsl:with-param name="columns" select="1 + 2 * not($two)"/></xsl:call-template>
          <xsl:if test="$two"><xsl:call-template name="fact"><xsl:with-param name="name" select="$two"/></xsl:call-template></xsl:if>
        </fo:table-row>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="fact">
    <xsl:param name="name"/>
    <xsl:param name="columns" select="1"/>
    <xsl:param name="label">
      <xsl:choose>
        <xsl:when test="self::p:contact and $name = 'name'"><xsl:value-of select="sb:label(.)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="sb:label-below(., $name)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:param>
    <xsl:variable name="datum" select="(*|@*)[local-name() = $name]"/>
    <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="$label"/></xsl:call-template>
    <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="{$columns}" text-align="{substring('centerstart', 1 + 6 * ($columns &gt; 1), 6)}">
      <fo:block loc:line="{sb:line($datum)}">
        <xsl:apply-templates select="$datum" mode="fact"/>
        <xsl:if test="not($datum[normalize-space()])">无</xsl:if>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- One fact in a row of its own. -->
  <xsl:template name="wide-fact">
    <xsl:param name="name"/>
    <xsl:param name="label" select="sb:label-below(., $name)"/>
    <xsl:if test="(*|@*)[local-name() = $name][normalize-space()]">
      <fo:table-row xsl:use-attribute-sets="form-row">
        <xsl:call-template name="fact"><xsl:with-param name="name" select="$name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="label" select="$label"/></xsl:call-template>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <xsl:template match="p:*" mode="fact"><xsl:apply-templates select="node()" mode="inline"/></xsl:template>
  <xsl:template match="@*" mode="fact"><xsl:value-of select="sb:value-label(.)"/></xsl:template>
  <xsl:template match="@country | @nationality | @capitalCountry" mode="fact"><xsl:value-of select="sb:list('countries', string(), 'zh')"/></xsl:template>
  <xsl:template match="@legalPerson | @salaried | @otherIdentity" mode="fact"><xsl:call-template name="yes-no"/></xsl:template>

  <xsl:template name="yes-no">
    <xsl:param name="of" select="."/>
    <xsl:choose><xsl:when test="$of = 'true' or $of = '1'">是</xsl:when><xsl:when test="normalize-space($of)">否</xsl:when></xsl:choose>
  </xsl:template>

  <xsl:template name="fact-columns">
    <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
    <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
  </xsl:template>

  <xsl:template name="text-row">
    <xsl:param name="of"/>
    <xsl:if test="$of[normalize-space() or .//p:img]">
      <fo:table-row>
        <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label($of)"/></xsl:call-template>
        <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="3"><fo:block><xsl:call-template name="rich"><xsl:with-param name="of" select="$of"/><xsl:with-param name="indent">0pt</xsl:with-param></xsl:call-template></fo:block></fo:table-cell>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <!-- A unit of ours. Without $whole neither its name nor 研究基础: they stand beside the table. Tables of units are broken where a
       page ends: kept together they leave half of it empty. -->
  <xsl:template name="unit">
    <xsl:param name="whole" select="true()"/>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" loc:line="{sb:line()}">
      <xsl:call-template name="fact-columns"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="concat(sb:value-label(@role), '：', normalize-space(p:name))"/></xsl:call-template>
        <xsl:if test="$whole">
          <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
            <xsl:call-template name="fact"><xsl:with-param name="name">name</xsl:with-param><xsl:with-param name="columns" select="3"/><xsl:with-param name="label" select="sb:value-label(@role)"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
        <xsl:call-template name="wide-fact"><xsl:with-param name="name">foreignName</xsl:with-param></xsl:call-template>
        <xsl:call-template name="form-facts"><xsl:with-param name="names">uscc! type! place! province country legalRepresentative! legalPerson registeredOn authority baseLevel rdSpending registrationNo postcode</xsl:with-param></xsl:call-template>
        <xsl:call-template name="wide-fact"><xsl:with-param name="name">address</xsl:with-param></xsl:call-template>
        <xsl:for-each select="p:contact"><xsl:call-template name="form-facts"><xsl:with-param name="names">name! mobile! phone email idType idNo</xsl:with-param></xsl:call-template></xsl:for-each>
        <xsl:if test="$whole"><xsl:call-template name="text-row"><xsl:with-param name="of" select="p:strength"/></xsl:call-template></xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 外方合作单位, one table each, with its leader -->
  <xsl:template name="foreign-unit">
    <xsl:param name="name-label">中文名</xsl:param>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" loc:line="{sb:line()}">
      <xsl:call-template name="fact-columns"/>
      <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title" select="concat(sb:value-label(@role), '：', normalize-space(p:name))"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row" keep-with-next.within-page="always">
          <xsl:call-template name="fact"><xsl:with-param name="name">name</xsl:with-param><xsl:with-param name="columns" select="3"/><xsl:with-param name="label" select="$name-label"/></xsl:call-template>
        </fo:table-row>
        <xsl:call-template name="wide-fact"><xsl:with-param name="name">foreignName</xsl:with-param></xsl:call-template>
        <xsl:call-template name="form-facts"><xsl:with-param name="names">country! type! place province registeredOn! legalPerson! legalRepresentative registrationNo uscc rdSpending baseLevel postcode</xsl:with-param></xsl:call-template>
        <xsl:call-template name="wide-fact"><xsl:with-param name="name">address</xsl:with-param></xsl:call-template>
        <xsl:call-template name="wide-fact"><xsl:with-param name="name">authority</xsl:with-param><xsl:with-param name="label">外方主管部门</xsl:with-param></xsl:call-template>
        <xsl:for-each select="p:contact"><xsl:call-template name="form-facts"><xsl:with-param name="names">name! email! phone mobile idType idNo</xsl:with-param></xsl:call-template></xsl:for-each>
        <xsl:for-each select="$people[@role = 'foreignLeader'][@unit = current()/@id]">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:value-label(@role)"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space(concat(p:name, '　', p:foreignName))"/><xsl:with-param name="of" select="p:name"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
          </fo:table-row>
          <xsl:call-template name="form-facts"><xsl:with-param name="names">sex nationality title duty titleRank degree education speciality birth idType idNo months kind salaried workStatus identity otherIdentity phone mobile email</xsl:with-param></xsl:call-template>
          <xsl:call-template name="wide-fact"><xsl:with-param name="name">task</xsl:with-param></xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="text-row"><xsl:with-param name="of" select="p:strength"/></xsl:call-template>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 固定研究人员，在职，境内身份 -->
  <xsl:template name="standing">
    <xsl:param name="salary" select="true()"/>
    <xsl:variable name="words">
      <xsl:for-each select="(@kind | @workStatus | @identity)[normalize-space()]">，<xsl:apply-templates select="." mode="fact"/></xsl:for-each>
      <xsl:if test="$salary and (@salaried = 'true' or @salaried = '1')">，有工资性收入</xsl:if>
      <xsl:if test="$salary and (@salaried = 'false' or @salaried = '0')">，无工资性收入</xsl:if>
      <xsl:if test="normalize-space(@otherIdentity)">，<xsl:value-of select="sb:label(@otherIdentity)"/>：<xsl:call-template name="yes-no"><xsl:with-param name="of" select="@otherIdentity"/></xsl:call-template></xsl:if>
    </xsl:variable>
    <xsl:value-of select="substring($words, 2)"/>
    <xsl:if test="$words = ''">／</xsl:if>
  </xsl:template>

  <!-- 2025年度32天，2026年度28天 -->
  <xsl:template name="onsite-days">
    <xsl:for-each select="p:onsite"><xsl:if test="position() &gt; 1">，</xsl:if><xsl:value-of select="concat(@year, '年度', @days, '天')"/></xsl:for-each>
  </xsl:template>

  <!-- Who does what: what 参与人员基本情况表 has no column for. -->
  <xsl:template name="role-table">
    <fo:block xsl:use-attribute-sets="form-section">团队成员任务分工</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" font-size="9pt" line-height="12.5pt" space-after="6pt">
      <fo:table-column column-width="27pt"/>
      <fo:table-column column-width="proportional-column-width(10)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-column column-width="proportional-column-width(9)"/>
      <fo:table-column column-width="proportional-column-width(13)"/>
      <fo:table-column column-width="proportional-column-width(20)"/>
      <fo:table-column column-width="proportional-column-width(18)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="7"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">姓名</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">国籍</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">职称级别、学历</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">在职情况</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">项目分工</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">联系方式</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">团队成员任务分工</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$team">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space(concat(p:name, ' ', p:foreignName))"/><xsl:with-param name="of" select="p:name"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="@nationality"/></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:titleRank | p:education"/></xsl:call-template>
            <fo:table-cell xsl:use-attribute-sets="form-cell"><fo:block loc:line="{sb:line()}"><xsl:call-template name="standing"><xsl:with-param name="salary" select="false()"/></xsl:call-template></fo:block></fo:table-cell>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:task"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
            <xsl:call-template name="stacked-cell"><xsl:with-param name="of" select="p:phone | p:mobile | p:email"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
          </fo:table-row>
          <xsl:if test="p:onsite">
            <fo:table-row xsl:use-attribute-sets="form-row" keep-with-previous.within-page="always">
              <fo:table-cell xsl:use-attribute-sets="form-cell" number-columns-spanned="7"><fo:block><xsl:value-of select="concat(normalize-space(p:name), sb:label(p:onsite))"/>：<xsl:call-template name="onsite-days"/></fo:block></fo:table-cell>
            </fo:table-row>
          </xsl:if>
        </xsl:for-each>
        <xsl:if test="not($team)">
          <fo:table-row xsl:use-attribute-sets="form-row"><xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="7"/></xsl:call-template></fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Values under one another; ／ where there is none. -->
  <xsl:template name="stacked-cell">
    <xsl:param name="of"/>
    <xsl:param name="align">center</xsl:param>
    <xsl:param name="names-row" select="false()"/>
    <fo:table-cell xsl:use-attribute-sets="form-cell" text-align="{$align}">
      <xsl:if test="$names-row"><xsl:attribute name="role">TH</xsl:attribute></xsl:if>
      <xsl:for-each select="$of[normalize-space()]"><fo:block loc:line="{sb:line()}"><xsl:apply-templates select="." mode="fact"/></fo:block></xsl:for-each>
      <xsl:if test="not($of[normalize-space()])"><fo:block text-align="center">／</fo:block></xsl:if>
    </fo:table-cell>
  </xsl:template>

  <!-- What people are known for, and how to reach them. -->
  <xsl:template name="people-notes">
    <xsl:param name="of"/>
    <xsl:for-each select="$of[p:resume[normalize-space()] or p:phone[normalize-space()] or p:mobile[normalize-space()] or p:email[normalize-space()] or p:onsite]">
      <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="concat(sb:value-label(@role), '：', normalize-space(p:name))"/></fo:block>
      <xsl:if test="p:phone[normalize-space()] or p:mobile[normalize-space()] or p:email[normalize-space()]">
        <!-- Not justified: an address that goes to the next line would leave the first one in pieces. -->
        <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" text-align="start" role="P" loc:line="{sb:line()}">
          <xsl:for-each select="(p:phone | p:mobile | p:email)[normalize-space()]"><xsl:if test="position() &gt; 1">，</xsl:if><fo:inline keep-together.within-line="always"><xsl:value-of select="concat(sb:label(.), '：', normalize-space())"/></fo:inline></xsl:for-each>
          <xsl:text>。</xsl:text>
        </fo:block>
      </xsl:if>
      <xsl:if test="p:onsite">
        <fo:block xsl:use-attribute-sets="form-text" text-indent="2em" role="P"><xsl:value-of select="sb:label(p:onsite)"/>：<xsl:call-template name="onsite-days"/>。</fo:block>
      </xsl:if>
      <xsl:if test="p:resume[normalize-space() or .//p:img]">
        <fo:block xsl:use-attribute-sets="form-text"><xsl:call-template name="rich"><xsl:with-param name="of" select="p:resume"/></xsl:call-template></fo:block>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- What the applicant declares, each with a box: a few lines, of which none stands alone on a page. -->
  <xsl:template name="declared">
    <xsl:variable name="said" select="$proposal/p:declarations/*[normalize-space()]"/>
    <xsl:if test="$said">
      <fo:block keep-together.within-page="always">
        <fo:block xsl:use-attribute-sets="form-section" role="H1"><xsl:value-of select="sb:label($proposal/p:declarations)"/></fo:block>
        <xsl:for-each select="$said">
          <fo:block xsl:use-attribute-sets="form-text" line-height="20pt" start-indent="2em" role="P" loc:line="{sb:line()}">
            <xsl:call-template name="option"><xsl:with-param name="text" select="sb:label(.)"/><xsl:with-param name="chosen" select=". = 'true' or . = '1'"/></xsl:call-template>
          </fo:block>
        </xsl:for-each>
      </fo:block>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
