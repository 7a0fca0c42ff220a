// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/names.h"
#include "signing/xmldsig/names.h"

namespace mohur::signing::xades {

/// One type of the schemas, in a small notation.
///
/// Content: "Name=Type" items in order, each with ? * + or nothing; "(A=T|B=T)*" is a choice; "any"
/// is an element of another namespace. A leading ds:, x: or y: says that a child is in XML
/// Signature, in XAdES 1.3.2 or 1.4.1; without it, it is in the namespace of the row. "lax" takes
/// anything and judges what it knows. A type without a row is a simple type: string, base64,
/// dateTime, integer, uri, empty. Attributes: "Name:type" with ! where required.
struct TypeRule {
    std::string_view name;
    std::string_view namespace_uri;
    std::string_view attributes;
    std::string_view content;
    bool mixed = false;
};

inline constexpr auto kDs = xmldsig::kNamespace;
inline constexpr auto kX = kNamespace132;
inline constexpr auto kY = kNamespace141;

inline constexpr TypeRule kTypeRules[] = {
    // XML Signature 1.1 clause 4
    {"Signature", kDs, "Id:ID",
     "SignedInfo=SignedInfo SignatureValue=SignatureValue KeyInfo=KeyInfo? Object=Object*"},
    {"SignatureValue", kDs, "Id:ID", "base64"},
    {"SignedInfo", kDs, "Id:ID",
     "CanonicalizationMethod=Method SignatureMethod=Method Reference=Reference+"},
    {"Method", kDs, "Algorithm:uri!", "lax", true},
    {"Reference", kDs, "Id:ID URI:uri Type:uri",
     "Transforms=Transforms? DigestMethod=Method DigestValue=base64"},
    {"Transforms", kDs, "", "Transform=Method+"},
    {"KeyInfo", kDs, "Id:ID",
     "(KeyName=string|KeyValue=Anything|RetrievalMethod=Anything|X509Data=X509Data|PGPData="
     "Anything|"
     "SPKIData=Anything|MgmtData=string|any)+",
     true},
    {"X509Data", kDs, "",
     "(X509IssuerSerial=X509IssuerSerial|X509SKI=base64|X509SubjectName=string|X509Certificate="
     "base64|"
     "X509CRL=base64|any)+"},
    {"X509IssuerSerial", kDs, "", "X509IssuerName=string X509SerialNumber=integer"},
    {"Object", kDs, "Id:ID MimeType:string Encoding:uri", "lax", true},
    {"Manifest", kDs, "Id:ID", "Reference=Reference+"},
    {"SignatureProperties", kDs, "Id:ID", "SignatureProperty=SignatureProperty+"},
    {"SignatureProperty", kDs, "Id:ID Target:uri!", "lax", true},
    {"Anything", kDs, "*", "lax", true},
    // EN 319 132-1 clauses 4.3 and 5.1
    {"QualifyingProperties", kX, "Id:ID Target:uri!",
     "SignedProperties=SignedProperties? UnsignedProperties=UnsignedProperties?"},
    {"SignedProperties", kX, "Id:ID",
     "SignedSignatureProperties=SignedSignatureProperties? "
     "SignedDataObjectProperties=SignedDataObjectProperties?"},
    {"UnsignedProperties", kX, "Id:ID",
     "UnsignedSignatureProperties=UnsignedSignatureProperties? "
     "UnsignedDataObjectProperties=UnsignedDataObjectProperties?"},
    {"SignedSignatureProperties", kX, "Id:ID",
     "SigningTime=dateTime? SigningCertificate=SigningCertificate? "
     "SigningCertificateV2=SigningCertificateV2? "
     "SignaturePolicyIdentifier=SignaturePolicyIdentifier? "
     "SignatureProductionPlace=SignatureProductionPlace? "
     "SignatureProductionPlaceV2=SignatureProductionPlaceV2? SignerRole=SignerRole? "
     "SignerRoleV2=SignerRoleV2? any*"},
    {"SignedDataObjectProperties", kX, "Id:ID",
     "DataObjectFormat=DataObjectFormat* CommitmentTypeIndication=CommitmentTypeIndication* "
     "AllDataObjectsTimeStamp=TimeStamp* IndividualDataObjectsTimeStamp=TimeStamp* any*"},
    {"UnsignedSignatureProperties", kX, "Id:ID",
     "(CounterSignature=CounterSignature|SignatureTimeStamp=TimeStamp|"
     "CompleteCertificateRefs=CompleteCertificateRefs|CompleteRevocationRefs="
     "CompleteRevocationRefs|"
     "AttributeCertificateRefs=CompleteCertificateRefs|AttributeRevocationRefs="
     "CompleteRevocationRefs|"
     "SigAndRefsTimeStamp=TimeStamp|RefsOnlyTimeStamp=TimeStamp|CertificateValues="
     "CertificateValues|"
     "RevocationValues=RevocationValues|AttrAuthoritiesCertValues=CertificateValues|"
     "AttributeRevocationValues=RevocationValues|ArchiveTimeStamp=TimeStamp|any)+"},
    {"UnsignedDataObjectProperties", kX, "Id:ID", "UnsignedDataObjectProperty=AnyType+"},
    {"AnyType", kX, "*", "lax", true},
    {"ObjectIdentifier", kX, "",
     "Identifier=Identifier Description=string? DocumentationReferences=DocumentationReferences?"},
    {"Identifier", kX, "Qualifier:string", "uri"},
    {"DocumentationReferences", kX, "", "DocumentationReference=uri+"},
    {"EncapsulatedPki", kX, "Id:ID Encoding:uri", "base64"},
    {"DigestAlgAndValue", kX, "", "ds:DigestMethod=Method ds:DigestValue=base64"},
    // EN 319 132-1 clause 5.1.4.3
    {"TimeStamp", kX, "Id:ID",
     "Include=Include* ReferenceInfo=ReferenceInfo* ds:CanonicalizationMethod=Method? "
     "(EncapsulatedTimeStamp=EncapsulatedPki|XMLTimeStamp=AnyType)+"},
    {"Include", kX, "URI:uri! referencedData:boolean", "empty"},
    {"ReferenceInfo", kX, "Id:ID URI:uri", "ds:DigestMethod=Method ds:DigestValue=base64"},
    // EN 319 132-1 clause 5.2
    {"SigningCertificate", kX, "", "Cert=CertId+"},
    {"CertId", kX, "URI:uri", "CertDigest=DigestAlgAndValue IssuerSerial=IssuerSerial"},
    {"IssuerSerial", kX, "", "ds:X509IssuerName=string ds:X509SerialNumber=integer"},
    {"SigningCertificateV2", kX, "", "Cert=CertIdV2+"},
    {"CertIdV2", kX, "URI:uri", "CertDigest=DigestAlgAndValue IssuerSerialV2=base64?"},
    {"SignaturePolicyIdentifier", kX, "",
     "(SignaturePolicyId=SignaturePolicyId|SignaturePolicyImplied=AnyType)"},
    {"SignaturePolicyId", kX, "",
     "SigPolicyId=ObjectIdentifier ds:Transforms=Transforms? SigPolicyHash=DigestAlgAndValue "
     "SigPolicyQualifiers=SigPolicyQualifiers?"},
    {"SigPolicyQualifiers", kX, "", "SigPolicyQualifier=AnyType+"},
    {"DataObjectFormat", kX, "ObjectReference:uri!",
     "Description=string? ObjectIdentifier=ObjectIdentifier? MimeType=string? Encoding=uri?"},
    {"CommitmentTypeIndication", kX, "",
     "CommitmentTypeId=ObjectIdentifier (ObjectReference=uri|AllSignedDataObjects=AnyType)+ "
     "CommitmentTypeQualifiers=CommitmentTypeQualifiers?"},
    {"CommitmentTypeQualifiers", kX, "", "CommitmentTypeQualifier=AnyType*"},
    {"SignatureProductionPlace", kX, "",
     "City=string? StateOrProvince=string? PostalCode=string? CountryName=string?"},
    {"SignatureProductionPlaceV2", kX, "",
     "City=string? StreetAddress=string? StateOrProvince=string? PostalCode=string? "
     "CountryName=string?"},
    {"SignerRole", kX, "", "ClaimedRoles=ClaimedRoles? CertifiedRoles=CertifiedRoles?"},
    {"SignerRoleV2", kX, "",
     "ClaimedRoles=ClaimedRoles? CertifiedRolesV2=CertifiedRolesV2? "
     "SignedAssertions=SignedAssertions?"},
    {"ClaimedRoles", kX, "", "ClaimedRole=AnyType+"},
    {"CertifiedRoles", kX, "", "CertifiedRole=EncapsulatedPki+"},
    {"CertifiedRolesV2", kX, "", "CertifiedRole=CertifiedRoleV2+"},
    {"CertifiedRoleV2", kX, "",
     "(X509AttributeCertificate=EncapsulatedPki|OtherAttributeCertificate=AnyType)"},
    {"SignedAssertions", kX, "", "SignedAssertion=AnyType+"},
    {"CounterSignature", kX, "", "ds:Signature=Signature"},
    // EN 319 132-1 clause 5.4 and annex A
    {"CompleteCertificateRefs", kX, "Id:ID", "CertRefs=SigningCertificate"},
    {"CompleteRevocationRefs", kX, "Id:ID",
     "CRLRefs=CrlRefs? OCSPRefs=OcspRefs? OtherRefs=OtherRefs?"},
    {"CrlRefs", kX, "", "CRLRef=CrlRef+"},
    {"CrlRef", kX, "", "DigestAlgAndValue=DigestAlgAndValue CRLIdentifier=CrlIdentifier?"},
    {"CrlIdentifier", kX, "URI:uri", "Issuer=string IssueTime=dateTime Number=integer?"},
    {"OcspRefs", kX, "", "OCSPRef=OcspRef+"},
    {"OcspRef", kX, "", "OCSPIdentifier=OcspIdentifier DigestAlgAndValue=DigestAlgAndValue?"},
    {"OcspIdentifier", kX, "URI:uri", "ResponderID=ResponderId ProducedAt=dateTime"},
    {"ResponderId", kX, "", "(ByName=string|ByKey=base64)"},
    {"OtherRefs", kX, "", "OtherRef=AnyType+"},
    {"CertificateValues", kX, "Id:ID",
     "(EncapsulatedX509Certificate=EncapsulatedPki|OtherCertificate=AnyType)*"},
    {"RevocationValues", kX, "Id:ID",
     "CRLValues=CrlValues? OCSPValues=OcspValues? OtherValues=OtherValues?"},
    {"CrlValues", kX, "", "EncapsulatedCRLValue=EncapsulatedPki+"},
    {"OcspValues", kX, "", "EncapsulatedOCSPValue=EncapsulatedPki+"},
    {"OtherValues", kX, "", "OtherValue=AnyType+"},
    // Namespace 1.4.1 (EN 319 132-1 annex C.2)
    {"TimeStampValidationData", kY, "Id:ID URI:uri",
     "x:CertificateValues=CertificateValues? x:RevocationValues=RevocationValues? any*"},
    {"CompleteCertificateRefsV2", kY, "Id:ID", "CertRefs=SigningCertificateV2"},
    {"SignaturePolicyStore", kY, "Id:ID",
     "SPDocSpecification=ObjectIdentifier "
     "(SignaturePolicyDocument=base64|SigPolDocLocalURI=uri)"},
};

/// Elements that may stand where a schema lets any element stand, with their types.
struct GlobalElement {
    std::string_view namespace_uri;
    std::string_view name;
    std::string_view type;
};

inline constexpr GlobalElement kGlobalElements[] = {
    {kDs, "Signature", "Signature"},
    {kDs, "Manifest", "Manifest"},
    {kDs, "SignatureProperties", "SignatureProperties"},
    {kX, "QualifyingProperties", "QualifyingProperties"},
    {kY, "ArchiveTimeStamp", "TimeStamp"},
    {kY, "TimeStampValidationData", "TimeStampValidationData"},
    {kY, "AnyValidationData", "TimeStampValidationData"},
    {kY, "CompleteCertificateRefsV2", "CompleteCertificateRefsV2"},
    {kY, "AttributeCertificateRefsV2", "CompleteCertificateRefsV2"},
    {kY, "SigAndRefsTimeStampV2", "TimeStamp"},
    {kY, "RefsOnlyTimeStampV2", "TimeStamp"},
    {kY, "SignaturePolicyStore", "SignaturePolicyStore"},
};

}  // namespace mohur::signing::xades
