/** Signs, codes (ISO 4217) and customary names of currencies. */

const CODES = new Set(
  (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY " +
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS " +
    "INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU " +
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RMB RON RSD RUB RWF SAR SBD SCR SDG " +
    "SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF " +
    "XCD XOF XPF YER ZAR ZMW ZWL BTC ETH"
  ).split(" "),
);

const NAMES = new Set(
  (
    "kr rs rp rm fr sfr ksh kshs tsh ush fcfa cfa dh dhs s/ s/. b/. bs gs q tl zł zl kč kc ft lei лв ден дин руб р грн сум " +
    "元 円 圆 圓 원 บาท euro euros dollar dollars pound pounds rupees yen bucks ₹ ریال د.إ"
  ).split(" "),
);

export function isCurrency(text: string): boolean {
  if (text === "" || text.length > 10 || /\d/.test(text)) return false;
  return /\p{Sc}/u.test(text) || CODES.has(text.toUpperCase()) || NAMES.has(text.toLowerCase().replace(/\.$/, ""));
}
