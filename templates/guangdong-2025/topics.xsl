<?xml version="1.0" encoding="UTF-8"?>
<!-- topics.xsl: parts four and five of the application, by topic; included by application.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:loc="urn:shenbao:location"
                xmlns:p="urn:shenbao:proposal" xmlns:g="urn:shenbao:programme" xmlns:sb="urn:shenbao:functions"
                exclude-result-prefixes="p g sb">

  <!-- 专题一. What a topic's form has no place for is printed where somebody wrote it. -->
  <xsl:template name="research">
    <xsl:call-template name="heading"><xsl:with-param name="text">四、立项依据</xsl:with-param></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">necessity stateOfArt basis conditions? cooperation foreignSide? team?</xsl:with-param></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="text">五、研究内容与分工</xsl:with-param></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">objective content keyProblems route innovation organisation? safeguards? risk? outcome ip resultPlan?</xsl:with-param></xsl:call-template>
    <xsl:call-template name="task-table"/>
    <xsl:call-template name="training-plan"/>
    <xsl:call-template name="centre-facts"/>
    <xsl:call-template name="centre-work"/>
  </xsl:template>

  <!-- 专题二 -->
  <xsl:template name="training">
    <xsl:call-template name="heading"><xsl:with-param name="text">四、立项依据</xsl:with-param></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">necessity stateOfArt? basis conditions? cooperation? foreignSide? team? outcome</xsl:with-param></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="text">五、培训方案</xsl:with-param></xsl:call-template>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">objective content keyProblems? route? innovation? organisation safeguards? risk ip? resultPlan?</xsl:with-param></xsl:call-template>
    <xsl:call-template name="training-plan"/>
    <xsl:if test="p:tasks/p:task"><xsl:call-template name="task-table"/></xsl:if>
    <xsl:call-template name="centre-facts"/>
    <xsl:call-template name="centre-work"/>
  </xsl:template>

  <xsl:template name="training-plan">
    <xsl:for-each select="p:training">
      <fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="sb:label(.)"/></fo:block>
      <fo:table xsl:use-attribute-sets="form-table" space-before="6pt" space-after="6pt" loc:line="{sb:line()}">
        <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
        <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
        <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title" select="sb:label(.)"/></xsl:call-template>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-pair"><xsl:with-param name="of">topic</xsl:with-param><xsl:with-param name="value" select="p:topic"/></xsl:call-template>
            <xsl:call-template name="form-pair"><xsl:with-param name="of">place</xsl:with-param><xsl:with-param name="value" select="@place"/></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-pair"><xsl:with-param name="of">start</xsl:with-param><xsl:with-param name="value" select="@start"/></xsl:call-template>
            <xsl:call-template name="form-pair"><xsl:with-param name="of">end</xsl:with-param><xsl:with-param name="value" select="@end"/></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text">天数（其中线上）</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat(@days, '（', number(concat('0', @onlineDays)), '）')"/><xsl:with-param name="of" select="@days"/></xsl:call-template>
            <xsl:call-template name="form-pair"><xsl:with-param name="of">people</xsl:with-param><xsl:with-param name="value" select="@people"/></xsl:call-template>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
      <xsl:call-template name="form-section-text"><xsl:with-param name="title" select="sb:label-below(., 'service')"/><xsl:with-param name="of" select="p:service"/></xsl:call-template>
      <xsl:call-template name="trainee-table"/>
      <xsl:call-template name="course-table"/>
      <xsl:call-template name="lecturer-table"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 学员 -->
  <xsl:template name="trainee-table">
    <xsl:variable name="rows" select="p:trainee"/>
    <fo:block xsl:use-attribute-sets="form-section">学员国别表</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">国家</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">人数</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">学员身份</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">学员国别表</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sb:list('countries', string(@country), 'zh')"/><xsl:with-param name="of" select="@country"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@people"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@identity"/></xsl:call-template>
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

  <!-- 课程 -->
  <xsl:template name="course-table">
    <xsl:variable name="rows" select="p:course"/>
    <fo:block xsl:use-attribute-sets="form-section">课程安排</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="5"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">课程名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">学时</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">授课人</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">授课方式</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">课程安排</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@name"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@hours"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@lecturer"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@mode"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="5"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 授课专家 -->
  <xsl:template name="lecturer-table">
    <xsl:variable name="rows" select="p:lecturer"/>
    <fo:block xsl:use-attribute-sets="form-section">授课专家</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="5"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">姓名</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">单位</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">职称/职务</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">国籍（地区）</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">授课专家</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@name"/><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@unit"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@title"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sb:list('countries', string(@nationality), 'zh')"/><xsl:with-param name="of" select="@nationality"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="5"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 四项指标 of the centre with what they have to reach -->
  <xsl:template name="figure-table">
    <xsl:variable name="rows" select="$programme/g:directions/g:direction/g:centre/g:figure"/>
    <fo:block xsl:use-attribute-sets="form-section">建设指标</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="5"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">指标</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">要求</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">实际</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">证明附件</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">建设指标</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space()"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat('不低于', @least, @unit)"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="concat($proposal/p:rdCentre/p:figure[@kind = current()/@id]/@value, @unit)"/><xsl:with-param name="of" select="$proposal/p:rdCentre/p:figure[@kind = current()/@id]"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="normalize-space($proposal/p:attachments/p:attachment[@id = $proposal/p:rdCentre/p:figure[@kind = current()/@id]/@evidence]/p:title)"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="5"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 研发项目 -->
  <xsl:template name="project-table">
    <xsl:variable name="rows" select="p:project"/>
    <fo:block xsl:use-attribute-sets="form-section">研发项目</fo:block>
    <fo:table xsl:use-attribute-sets="form-table" space-after="6pt">
      <fo:table-column column-width="32pt"/>
      <fo:table-column column-width="proportional-column-width(6)"/>
      <fo:table-column column-width="proportional-column-width(5)"/>
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-header>
        <xsl:call-template name="continued"><xsl:with-param name="columns" select="5"/></xsl:call-template>
        <fo:table-row xsl:use-attribute-sets="form-row">
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">序号</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">项目名称</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">起止时间</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">经费（万元）</xsl:with-param></xsl:call-template>
          <xsl:call-template name="form-label-cell"><xsl:with-param name="text">研发内容</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:call-template name="continued-title"><xsl:with-param name="title">研发项目</xsl:with-param></xsl:call-template>
        <xsl:for-each select="$rows">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="rich-row-keeps"/>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="position()"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@name"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="names-row" select="true()"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:call-template name="form-range"><xsl:with-param name="from" select="@start"/><xsl:with-param name="to" select="@end"/></xsl:call-template></xsl:with-param></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="@money"/></xsl:call-template>
            <xsl:call-template name="form-value-cell"><xsl:with-param name="of" select="p:content"/><xsl:with-param name="align">start</xsl:with-param><xsl:with-param name="empty">无</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
        <xsl:if test="not($rows)">
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text">无</xsl:with-param><xsl:with-param name="columns" select="5"/></xsl:call-template>
          </fo:table-row>
        </xsl:if>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- 专题三 -->
  <xsl:template name="centre">
    <xsl:call-template name="heading"><xsl:with-param name="text">四、外资研发中心情况</xsl:with-param></xsl:call-template>
    <xsl:call-template name="centre-facts"/>
    <xsl:call-template name="form-texts"><xsl:with-param name="of">necessity? stateOfArt? basis conditions organisation cooperation? foreignSide? team? objective? content? keyProblems? route? innovation? safeguards? risk? outcome ip? resultPlan?</xsl:with-param></xsl:call-template>
    <xsl:call-template name="heading"><xsl:with-param name="text">五、研发项目与合作实例</xsl:with-param></xsl:call-template>
    <xsl:if test="not(p:rdCentre)"><xsl:call-template name="form-none"/></xsl:if>
    <xsl:call-template name="centre-work"/>
    <xsl:if test="p:tasks/p:task"><xsl:call-template name="task-table"/></xsl:if>
    <xsl:call-template name="training-plan"/>
  </xsl:template>

  <xsl:template name="centre-facts">
    <xsl:for-each select="p:rdCentre">
      <xsl:if test="$proposal/@direction != '3'"><fo:block xsl:use-attribute-sets="form-section"><xsl:value-of select="sb:label(.)"/></fo:block></xsl:if>
      <fo:table xsl:use-attribute-sets="form-table" space-after="6pt" loc:line="{sb:line()}">
        <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
        <fo:table-column column-width="proportional-column-width(2)"/><fo:table-column column-width="proportional-column-width(3)"/>
        <fo:table-header><xsl:call-template name="continued"><xsl:with-param name="columns" select="4"/></xsl:call-template></fo:table-header>
        <fo:table-body>
          <xsl:call-template name="continued-title"><xsl:with-param name="title" select="sb:label(.)"/></xsl:call-template>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-pair"><xsl:with-param name="of">parent</xsl:with-param><xsl:with-param name="value" select="p:parent"/></xsl:call-template>
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'capitalCountry')"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text" select="sb:list('countries', string(@capitalCountry), 'zh')"/><xsl:with-param name="of" select="@capitalCountry"/></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-pair"><xsl:with-param name="of">setup</xsl:with-param><xsl:with-param name="value" select="@setup"/></xsl:call-template>
            <xsl:call-template name="form-pair"><xsl:with-param name="of">operatedOn</xsl:with-param><xsl:with-param name="value" select="@operatedOn"/></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'independent')"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:choose><xsl:when test="@independent = 'true' or @independent = '1'">有</xsl:when><xsl:otherwise>无</xsl:otherwise></xsl:choose></xsl:with-param><xsl:with-param name="of" select="@independent"/></xsl:call-template>
            <xsl:call-template name="form-pair"><xsl:with-param name="of">experts</xsl:with-param><xsl:with-param name="value" select="@experts"/></xsl:call-template>
          </fo:table-row>
          <fo:table-row xsl:use-attribute-sets="form-row">
            <xsl:call-template name="form-label-cell"><xsl:with-param name="text" select="sb:label-below(., 'rdKind')"/></xsl:call-template>
            <xsl:call-template name="form-text-cell"><xsl:with-param name="text"><xsl:for-each select="p:rdKind"><xsl:value-of select="concat(substring('、', 1, position() &gt; 1), normalize-space())"/></xsl:for-each></xsl:with-param><xsl:with-param name="of" select="p:rdKind[1]"/><xsl:with-param name="columns" select="3"/><xsl:with-param name="align">start</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
      <xsl:call-template name="form-section-text"><xsl:with-param name="title" select="sb:label-below(., 'standing')"/><xsl:with-param name="of" select="p:standing"/></xsl:call-template>
      <xsl:call-template name="figure-table"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="centre-work">
    <xsl:for-each select="p:rdCentre">
      <xsl:call-template name="project-table"/>
      <xsl:for-each select="p:case">
        <xsl:call-template name="form-section-text"><xsl:with-param name="title" select="concat('合作实例：', @partner, '　', @name)"/><xsl:with-param name="of" select="p:content"/></xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>
