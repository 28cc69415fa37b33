<SUBMISSION>
<ACCESSION-NUMBER>9900000117-21-701611
<TYPE>4
<PUBLIC-DOCUMENT-COUNT>1
<PERIOD>20210913
<FILING-DATE>20210915
<DATE-OF-FILING-DATE-CHANGE>20210915
<REPORTING-OWNER>
<OWNER-DATA>
<CONFORMED-NAME>Rookescu Odette C III
<CIK>9200008079
<ORGANIZATION-NAME>
</OWNER-DATA>
<FILING-VALUES>
<FORM-TYPE>4
<ACT>34
<FILE-NUMBER>001-99943
<FILM-NUMBER>21911277
</FILING-VALUES>
<MAIL-ADDRESS>
<STREET1>C/O QUARWICK NETWORKS, INC.
<STREET2>1376 Eavesdrop Court
<CITY>Orchard Narrows
<STATE>NY
<ZIP>00321
</MAIL-ADDRESS>
</REPORTING-OWNER>
<ISSUER>
<COMPANY-DATA>
<CONFORMED-NAME>Quarwick Networks, Inc.
<CIK>9100001029
<ASSIGNED-SIC>7372
<ORGANIZATION-NAME>06 Technology
<IRS-NUMBER>991791830
<STATE-OF-INCORPORATION>DE
<FISCAL-YEAR-END>0131
</COMPANY-DATA>
<BUSINESS-ADDRESS>
<STREET1>1376 Eavesdrop Court
<CITY>Orchard Narrows
<STATE>NY
<ZIP>00321
<PHONE>704-555-0197
</BUSINESS-ADDRESS>
<MAIL-ADDRESS>
<STREET1>1376 Eavesdrop Court
<CITY>Orchard Narrows
<STATE>NY
<ZIP>00321
</MAIL-ADDRESS>
</ISSUER>
<DOCUMENT>
<TYPE>4
<SEQUENCE>1
<FILENAME>wk-form4.xml
<DESCRIPTION>FORM 4
<TEXT>
<XML>
<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0306</schemaVersion>
  <documentType>4</documentType>
  <periodOfReport>2021-09-13</periodOfReport>
  <notSubjectToSection16>false</notSubjectToSection16>
  <issuer>
    <issuerCik>9100001029</issuerCik>
    <issuerName>Quarwick Networks, Inc.</issuerName>
    <issuerTradingSymbol>QRWN</issuerTradingSymbol>
  </issuer>
  <reportingOwner>
    <reportingOwnerId>
      <rptOwnerCik>9200008079</rptOwnerCik>
      <rptOwnerName>Rookescu Odette C III</rptOwnerName>
    </reportingOwnerId>
    <reportingOwnerAddress>
      <rptOwnerStreet1>C/O QUARWICK NETWORKS, INC.</rptOwnerStreet1>
      <rptOwnerStreet2>1376 Eavesdrop Court</rptOwnerStreet2>
      <rptOwnerCity>Orchard Narrows</rptOwnerCity>
      <rptOwnerState>NY</rptOwnerState>
      <rptOwnerZipCode>00321</rptOwnerZipCode>
    </reportingOwnerAddress>
    <reportingOwnerRelationship>
      <isDirector>false</isDirector>
      <isOfficer>true</isOfficer>
      <isTenPercentOwner>false</isTenPercentOwner>
      <isOther>false</isOther>
      <officerTitle>Chief Financial Officer</officerTitle>
    </reportingOwnerRelationship>
  </reportingOwner>
  <nonDerivativeTable>
    <nonDerivativeTransaction>
      <securityTitle><value>Class A Common Stock</value></securityTitle>
      <transactionDate><value>2021-09-13</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>M</transactionCode>
        <equitySwapInvolved>false</equitySwapInvolved>
        <footnoteId id="F1"/>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>5794.0</value></transactionShares>
        <transactionPricePerShare><value>0.0</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>17715.0</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
    <nonDerivativeTransaction>
      <securityTitle><value>Class A Common Stock</value></securityTitle>
      <transactionDate><value>2021-09-13</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>F</transactionCode>
        <equitySwapInvolved>false</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>1969.0</value><footnoteId id="F2"/></transactionShares>
        <transactionPricePerShare><value>53.02</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>15746.0</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
  </nonDerivativeTable>
  <derivativeTable>
    <derivativeTransaction>
      <securityTitle><value>Restricted Stock Units</value></securityTitle>
      <conversionOrExercisePrice><footnoteId id="F1"/></conversionOrExercisePrice>
      <transactionDate><value>2021-09-13</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>M</transactionCode>
        <equitySwapInvolved>false</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>5794.0</value></transactionShares>
        <transactionPricePerShare><value>0.0</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <exerciseDate><footnoteId id="F3"/></exerciseDate>
      <expirationDate><footnoteId id="F3"/></expirationDate>
      <underlyingSecurity>
        <underlyingSecurityTitle><value>Class A Common Stock</value></underlyingSecurityTitle>
        <underlyingSecurityShares><value>5794.0</value></underlyingSecurityShares>
      </underlyingSecurity>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>7082.0</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </derivativeTransaction>
  </derivativeTable>
  <footnotes>
    <footnote id="F1">Each restricted stock unit stands for a contingent right to receive one share of Class A Common Stock upon vesting.</footnote>
    <footnote id="F2">Shares withheld by the issuer to cover the taxes due on the vesting of 5,794 restricted stock units. No shares were sold in the market.</footnote>
    <footnote id="F3">The units vest over time as set out when each award was reported; they have no expiration date and are settled in shares on vesting.</footnote>
  </footnotes>
  <ownerSignature>
    <signatureName>/s/ Zelda M Eckholt, Attorney-in-Fact for Odette C Rookescu III</signatureName>
    <signatureDate>2021-09-15</signatureDate>
  </ownerSignature>
</ownershipDocument>
</XML>
</TEXT>
</DOCUMENT>
</SUBMISSION>
