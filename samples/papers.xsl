<?xml version="1.0" encoding="UTF-8"?>
<!-- papers.xsl: the papers that the samples name, made of what the samples say: agreements, pledges, letters, certificates, and what
     a recommender hands in. samples/papers.c runs it once an attachment or paper of a submission; `id` is the attachment's, or the
     paper's kind. All parties are invented, like the samples. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:p="urn:shenbao:proposal" xmlns:u="urn:shenbao:submission" exclude-result-prefixes="p u">

  <xsl:param name="id"/>
  <xsl:variable name="proposal" select="/p:proposal"/>
  <xsl:variable name="paper" select="/p:proposal/p:attachments/p:attachment[@id = $id] | /u:submission/u:paper[@kind = $id]"/>
  <xsl:variable name="title">
    <xsl:value-of select="$paper/p:title"/>
    <xsl:if test="/u:submission and $id = 'letter'">推荐函</xsl:if>
    <xsl:if test="/u:submission and $id = 'summary'">推荐汇总表</xsl:if>
    <xsl:if test="/u:submission and $id = 'pledge'">承诺书</xsl:if>
  </xsl:variable>
  <xsl:variable name="day" select="concat($paper/@issuedOn, substring($paper/@sealedAt, 1, 10))"/>
  <xsl:variable name="units" select="/p:proposal/p:units/p:unit"/>
  <xsl:variable name="lead" select="$units[@role = 'lead'][1]"/>
  <xsl:variable name="person" select="/p:proposal/p:people/p:person[@id = $paper/@person]"/>

  <xsl:attribute-set name="text">
    <xsl:attribute name="text-indent">2em</xsl:attribute>
    <xsl:attribute name="space-before">4pt</xsl:attribute>
    <xsl:attribute name="text-align">justify</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="/">
    <fo:root language="zh" country="CN" font-family="song" font-size="12pt" line-height="20pt">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="paper" page-width="210mm" page-height="297mm" margin="25mm 25mm 15mm 28mm">
          <fo:region-body margin-bottom="12mm"/>
          <fo:region-after extent="8mm"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><xsl:value-of select="$title"/></dc:title></rdf:Description>
        </rdf:RDF></x:xmpmeta>
      </fo:declarations>
      <fo:page-sequence master-reference="paper">
        <fo:static-content flow-name="xsl-region-after"><fo:block text-align="center" font-size="9pt"><fo:page-number/></fo:block></fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <fo:block font-family="xiaobiaosong" font-size="16pt" line-height="24pt" text-align="center" space-after="18pt"><xsl:value-of select="$title"/></fo:block>
          <xsl:choose>
            <xsl:when test="/u:submission"><xsl:call-template name="sealed"/></xsl:when>
            <xsl:when test="$paper/@kind = 'agreement' or $paper/@kind = 'ipAgreement' or $paper/@kind = 'labAgreement'"><xsl:call-template name="agreement"/></xsl:when>
            <xsl:when test="$paper/@kind = 'pledge' or $paper/@kind = 'truthLetter'"><xsl:call-template name="pledge"/></xsl:when>
            <xsl:when test="$paper/@kind = 'recLetter'"><xsl:call-template name="letter"/></xsl:when>
            <xsl:when test="$paper/@kind = 'labPlan'"><xsl:call-template name="plan"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="certificate"/></xsl:otherwise>
          </xsl:choose>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="text">
    <xsl:param name="text"/>
    <fo:block xsl:use-attribute-sets="text"><xsl:value-of select="normalize-space($text)"/></fo:block>
  </xsl:template>

  <xsl:template name="date">
    <xsl:value-of select="concat(substring($day, 1, 4), '年', number(substring($day, 6, 2)), '月', number(substring($day, 9, 2)), '日')"/>
  </xsl:template>

  <xsl:template name="signature">
    <xsl:param name="who"/>
    <xsl:param name="mark">（公章）</xsl:param>
    <fo:block space-before="24pt" text-align="end" end-indent="2em" keep-together.within-page="always">
      <fo:block><xsl:value-of select="concat(normalize-space($who), $mark)"/></fo:block>
      <fo:block><xsl:call-template name="date"/></fo:block>
    </fo:block>
  </xsl:template>

  <!-- parties, one article a topic, signatures of all -->
  <xsl:template name="agreement">
    <xsl:variable name="agreement" select="$proposal/p:agreements/p:agreement[@attachment = $id]"/>
    <xsl:variable name="parties" select="$units[@id = $agreement/p:signatory or not($agreement/p:signatory)]"/>
    <xsl:if test="$agreement/@number"><fo:block text-align="end">协议编号：<xsl:value-of select="$agreement/@number"/></fo:block></xsl:if>
    <xsl:for-each select="$parties">
      <xsl:call-template name="text"><xsl:with-param name="text" select="concat(substring('甲乙丙丁戊己庚辛壬癸', position(), 1), substring('第', 1, number(position() &gt; 10)), substring(position(), 1, number(position() &gt; 10) * 2), '方：', p:name)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('各方就“', $proposal/p:title, '”开展合作，经协商一致，订立本协议。')"/></xsl:call-template>
    <xsl:for-each select="$agreement/p:topic">
      <fo:block font-family="hei" space-before="10pt" keep-with-next.within-page="always">第<xsl:value-of select="substring('一二三四五六七八九十', position(), 1)"/>条　<xsl:call-template name="topic-title"/></fo:block>
      <xsl:call-template name="topic-text"/>
    </xsl:for-each>
    <fo:block keep-together.within-page="always">
      <xsl:call-template name="text"><xsl:with-param name="text">本协议一式数份，各方各执一份，自各方签字盖章之日起生效。</xsl:with-param></xsl:call-template>
      <xsl:for-each select="$parties">
        <xsl:call-template name="signature"><xsl:with-param name="who" select="p:name"/><xsl:with-param name="mark">（签字盖章）</xsl:with-param></xsl:call-template>
      </xsl:for-each>
    </fo:block>
  </xsl:template>

  <xsl:template name="topic-title">
    <xsl:choose>
      <xsl:when test=". = 'ip'">知识产权归属</xsl:when>
      <xsl:when test=". = 'commercialisation'">产品或工艺的商业化</xsl:when>
      <xsl:when test=". = 'benefit'">成果转化收益</xsl:when>
      <xsl:when test=". = 'division'">任务分工和责任</xsl:when>
      <xsl:when test=". = 'funding'">资金来源</xsl:when>
      <xsl:when test=". = 'mode'">合作方式</xsl:when>
      <xsl:when test=". = 'validity'">协议有效期</xsl:when>
      <xsl:when test=". = 'dispute'">争议解决</xsl:when>
      <xsl:when test=". = 'transfer'">经费拨付</xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="topic-text">
    <xsl:call-template name="text">
      <xsl:with-param name="text">
        <xsl:choose>
          <xsl:when test=". = 'ip'">合作前各方已有的知识产权仍归原权利人所有。一方单独完成的成果归该方所有；共同完成的成果归参与完成的各方共有，申请专利、发表论文前应书面告知其他各方，署名按实际贡献排列。</xsl:when>
          <xsl:when test=". = 'commercialisation'">共有成果形成产品或工艺的，由各方另行签订许可合同后实施；任何一方不得单独向第三方转让。</xsl:when>
          <xsl:when test=". = 'benefit'">共有成果转化所得收益按各方实际投入和贡献分配，具体比例在转化前书面约定；没有约定的，平均分配。</xsl:when>
          <xsl:when test=". = 'division'">各方按项目申报书所列任务分工开展研究，甲方负责总体组织和进度管理，其他各方按期提交数据和报告，并对其真实性负责。</xsl:when>
          <xsl:when test=". = 'funding'">中方研究经费由申请的财政资金和单位自筹资金承担，外方研究经费由外方自行落实，各方分别核算。</xsl:when>
          <xsl:when test=". = 'mode'">各方通过联合实验、互派人员、共享数据和定期会议合作，每年至少召开一次工作会议。</xsl:when>
          <xsl:when test=". = 'validity'">本协议自签署之日起至项目验收之日止有效；经各方书面同意可以延长。</xsl:when>
          <xsl:when test=". = 'dispute'">因本协议发生的争议由各方协商解决；协商不成的，提交各方同意的仲裁机构仲裁。</xsl:when>
          <xsl:when test=". = 'transfer'">财政资金按预算分配比例拨付，合作单位所得资金专款专用，接受审计。</xsl:when>
          <xsl:otherwise>按各方另行签署的文件执行。</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="pledge">
    <xsl:variable name="unit" select="($units[@id = $paper/@unit] | $lead[not($paper/@unit)])[1]"/>
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('项目名称：', $proposal/p:title)"/></xsl:call-template>
    <xsl:call-template name="text"><xsl:with-param name="text">本<xsl:choose><xsl:when test="$person">人</xsl:when><xsl:otherwise>单位</xsl:otherwise></xsl:choose>承诺：申报材料真实、完整，没有弄虚作假、抄袭剽窃和重复申报；遵守科研诚信和科技伦理的规定；如有违反，愿意承担相应责任。</xsl:with-param></xsl:call-template>
    <xsl:choose>
      <xsl:when test="$person"><xsl:call-template name="signature"><xsl:with-param name="who" select="concat('承诺人：', $person/p:name)"/><xsl:with-param name="mark">（签字）</xsl:with-param></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="signature"><xsl:with-param name="who" select="$unit/p:name"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="letter">
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('经研究，推荐“', $proposal/p:title, '”申报。申报单位为', $lead/p:name, '。')"/></xsl:call-template>
    <xsl:call-template name="text"><xsl:with-param name="text">该项目符合当地产业发展需要，合作单位具备实施条件，同意推荐。</xsl:with-param></xsl:call-template>
    <xsl:call-template name="signature"><xsl:with-param name="who" select="$paper/p:issuer"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="plan">
    <xsl:for-each select="$proposal/p:jointLab/p:plan">
      <fo:block font-family="hei" space-before="10pt" keep-with-next.within-page="always"><xsl:value-of select="concat('第', position(), '年（', @start, '至', @end, '）')"/></fo:block>
      <xsl:call-template name="text"><xsl:with-param name="text" select="p:content"/></xsl:call-template>
      <xsl:call-template name="text"><xsl:with-param name="text" select="concat('年度目标：', p:goal)"/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="signature"><xsl:with-param name="who" select="$lead/p:name"/></xsl:call-template>
  </xsl:template>

  <!-- In place of a recommender's sealed scans: the real ones are what `summary` writes, printed and sealed. -->
  <xsl:template name="sealed">
    <xsl:if test="$paper/@number"><fo:block text-align="end"><xsl:value-of select="$paper/@number"/></fo:block></xsl:if>
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('本页代替盖章后的', $title, '扫描件，用于说明报送材料的打包与核对。')"/></xsl:call-template>
    <xsl:call-template name="signature"><xsl:with-param name="who" select="/u:submission/u:recommender/u:name"/></xsl:call-template>
  </xsl:template>

  <!-- 证明、支持文件、认定文件 -->
  <xsl:template name="certificate">
    <xsl:variable name="unit" select="($units[@id = $paper/@unit] | $lead[not($paper/@unit)])[1]"/>
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('单位：', $unit/p:name)"/></xsl:call-template>
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('项目名称：', $proposal/p:title)"/></xsl:call-template>
    <xsl:for-each select="$paper/p:topic"><xsl:call-template name="text"><xsl:with-param name="text" select="concat('载明内容：', .)"/></xsl:call-template></xsl:for-each>
    <xsl:call-template name="text"><xsl:with-param name="text" select="concat('本文件作为“', $paper/p:title, '”的示例，用于说明申报书附件的合并与核对。')"/></xsl:call-template>
    <xsl:if test="$paper/p:contact"><xsl:call-template name="text"><xsl:with-param name="text" select="concat('联系人：', $paper/p:contact)"/></xsl:call-template></xsl:if>
    <xsl:call-template name="signature"><xsl:with-param name="who" select="concat($paper/p:issuer, substring($unit/p:name, 1, 99 * not($paper/p:issuer)))"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
