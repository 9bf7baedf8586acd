package verticles.market;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A European bidding zone by the short name that exchanges use, and its IANA time zone. */
record KnownZone(String id, String description, String timeZone) {
  private static final String LIST =
      """
      AL      Albania                    Europe/Tirane
      AT      Austria                    Europe/Vienna
      BA      Bosnia and Herzegovina     Europe/Sarajevo
      BE      Belgium                    Europe/Brussels
      BG      Bulgaria                   Europe/Sofia
      CH      Switzerland                Europe/Zurich
      CY      Cyprus                     Asia/Nicosia
      CZ      Czechia                    Europe/Prague
      DE-AT-LU Germany, Austria, Luxembourg (until 2018) Europe/Berlin
      DE-LU   Germany and Luxembourg     Europe/Berlin
      DK1     Western Denmark            Europe/Copenhagen
      DK2     Eastern Denmark            Europe/Copenhagen
      EE      Estonia                    Europe/Tallinn
      ES      Spain                      Europe/Madrid
      FI      Finland                    Europe/Helsinki
      FR      France                     Europe/Paris
      GB      Great Britain              Europe/London
      GE      Georgia                    Asia/Tbilisi
      GR      Greece                     Europe/Athens
      HR      Croatia                    Europe/Zagreb
      HU      Hungary                    Europe/Budapest
      IE-SEM  Ireland                    Europe/Dublin
      IT-CALA Italy, Calabria            Europe/Rome
      IT-CNOR Italy, Centre North        Europe/Rome
      IT-CSUD Italy, Centre South        Europe/Rome
      IT-NORD Italy, North               Europe/Rome
      IT-SARD Italy, Sardinia            Europe/Rome
      IT-SICI Italy, Sicily              Europe/Rome
      IT-SUD  Italy, South               Europe/Rome
      LT      Lithuania                  Europe/Vilnius
      LV      Latvia                     Europe/Riga
      MD      Moldova                    Europe/Chisinau
      ME      Montenegro                 Europe/Podgorica
      MK      North Macedonia            Europe/Skopje
      MT      Malta                      Europe/Malta
      NIE     Northern Ireland           Europe/Belfast
      NL      Netherlands                Europe/Amsterdam
      NO1     Norway, Oslo               Europe/Oslo
      NO2     Norway, Kristiansand       Europe/Oslo
      NO3     Norway, Trondheim          Europe/Oslo
      NO4     Norway, Tromsø             Europe/Oslo
      NO5     Norway, Bergen             Europe/Oslo
      PL      Poland                     Europe/Warsaw
      PT      Portugal                   Europe/Lisbon
      RO      Romania                    Europe/Bucharest
      RS      Serbia                     Europe/Belgrade
      SE1     Sweden, Luleå              Europe/Stockholm
      SE2     Sweden, Sundsvall          Europe/Stockholm
      SE3     Sweden, Stockholm          Europe/Stockholm
      SE4     Sweden, Malmö              Europe/Stockholm
      SI      Slovenia                   Europe/Ljubljana
      SK      Slovakia                   Europe/Bratislava
      TR      Türkiye                    Europe/Istanbul
      UA      Ukraine                    Europe/Kyiv
      XK      Kosovo                     Europe/Belgrade
      """;
  private static final Map<String, KnownZone> ALL =
      LIST.lines()
          .map(KnownZone::ofLine)
          .collect(toUnmodifiableMap(KnownZone::id, Function.identity()));

  private static KnownZone ofLine(String line) {
    int afterId = line.indexOf(' ');
    int beforeTimeZone = line.lastIndexOf(' ');
    return new KnownZone(
        line.substring(0, afterId),
        line.substring(afterId, beforeTimeZone).strip(),
        line.substring(beforeTimeZone + 1));
  }

  static Optional<KnownZone> named(String id) {
    return Optional.ofNullable(ALL.get(id));
  }

  static Set<String> ids() {
    return ALL.keySet();
  }
}
