<SUBMISSION>
<ACCESSION-NUMBER>9900000016-23-849031
<TYPE>4
<PUBLIC-DOCUMENT-COUNT>1
<PERIOD>20231106
<FILING-DATE>20231108
<DATE-OF-FILING-DATE-CHANGE>20231108
<REPORTING-OWNER>
<OWNER-DATA>
<CONFORMED-NAME>Fallowmere Jonas R
<CIK>9200002025
<ORGANIZATION-NAME>
</OWNER-DATA>
<FILING-VALUES>
<FORM-TYPE>4
<ACT>34
<FILE-NUMBER>001-95423
<FILM-NUMBER>23943217
</FILING-VALUES>
<MAIL-ADDRESS>
<STREET1>C/O JORTHAL MOTION INC
<STREET2>432 Ledger Square
<CITY>Eastmarch
<STATE>OH
<ZIP>00229
</MAIL-ADDRESS>
</REPORTING-OWNER>
<ISSUER>
<COMPANY-DATA>
<CONFORMED-NAME>JORTHAL MOTION INC
<CIK>9100000016
<ASSIGNED-SIC>3590
<ORGANIZATION-NAME>06 Technology
<IRS-NUMBER>990595377
<STATE-OF-INCORPORATION>DE
<FISCAL-YEAR-END>1231
</COMPANY-DATA>
<BUSINESS-ADDRESS>
<STREET1>432 Ledger Square
<CITY>Eastmarch
<STATE>OH
<ZIP>00229
<PHONE>359-555-0119
</BUSINESS-ADDRESS>
<MAIL-ADDRESS>
<STREET1>432 Ledger Square
<CITY>Eastmarch
<STATE>OH
<ZIP>00229
</MAIL-ADDRESS>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>JOROVAN WORKS INC
<DATE-CHANGED>20020701
</FORMER-COMPANY>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>JORTHAL GEAR & BEARING CO
<DATE-CHANGED>19880411
</FORMER-COMPANY>
</ISSUER>
<DOCUMENT>
<TYPE>4
<SEQUENCE>1
<FILENAME>form4.xml
<DESCRIPTION>PRIMARY DOCUMENT
<TEXT>
<XML>
<?xml version="1.0"?>
<ownershipDocument>

  <schemaVersion>X0508</schemaVersion>

  <documentType>4</documentType>

  <periodOfReport>2023-11-06</periodOfReport>

  <issuer>
    <issuerCik>9100000016</issuerCik>
    <issuerName>JORTHAL MOTION INC</issuerName>
    <issuerTradingSymbol>JRTM</issuerTradingSymbol>
  </issuer>

  <reportingOwner>
    <reportingOwnerId>
      <rptOwnerCik>9200002025</rptOwnerCik>
      <rptOwnerName>Fallowmere Jonas R</rptOwnerName>
    </reportingOwnerId>
    <reportingOwnerAddress>
      <rptOwnerStreet1>C/O JORTHAL MOTION INC</rptOwnerStreet1>
      <rptOwnerStreet2>432 Ledger Square</rptOwnerStreet2>
      <rptOwnerCity>Eastmarch</rptOwnerCity>
      <rptOwnerState>OH</rptOwnerState>
      <rptOwnerZipCode>00229</rptOwnerZipCode>
    </reportingOwnerAddress>
    <reportingOwnerRelationship>
      <isDirector>1</isDirector>
    </reportingOwnerRelationship>
  </reportingOwner>

  <aff10b5One>0</aff10b5One>

  <nonDerivativeTable>
    <nonDerivativeTransaction>
      <securityTitle><value>Common Stock</value></securityTitle>
      <transactionDate><value>2023-11-06</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>P</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>999</value></transactionShares>
        <transactionPricePerShare><value>36.5976</value><footnoteId id="F1"/></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>7134</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
    <nonDerivativeTransaction>
      <securityTitle><value>Common Stock</value></securityTitle>
      <transactionDate><value>2023-11-06</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>P</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>1026</value></transactionShares>
        <transactionPricePerShare><value>36.5272</value><footnoteId id="F2"/></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>8160</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
    <nonDerivativeTransaction>
      <securityTitle><value>Common Stock</value></securityTitle>
      <transactionDate><value>2023-11-06</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>P</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>1676</value></transactionShares>
        <transactionPricePerShare><value>37.1321</value><footnoteId id="F3"/></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>A</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>9836</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
  </nonDerivativeTable>

  <footnotes>
    <footnote id="F1">Weighted average price. The shares were bought in several trades at prices ranging from $36.08 to $36.79, both included. The reporting person will give the number of shares bought at each price to the issuer, any of its holders or the staff of the SEC on request.</footnote>
    <footnote id="F2">This is the average of multiple purchases, weighted by size, at prices ranging from $36.38 to $37.01. Details of each trade are available on request.</footnote>
    <footnote id="F3">Average price of purchases executed during the day at prices between $36.59 and $37.65.</footnote>
  </footnotes>

  <ownerSignature>
    <signatureName>/s/ Konrad H Ambrowbridge Sr., Attorney-in-Fact for Jonas R Fallowmere</signatureName>
    <signatureDate>2023-11-08</signatureDate>
  </ownerSignature>
</ownershipDocument>
</XML>
</TEXT>
</DOCUMENT>
</SUBMISSION>
