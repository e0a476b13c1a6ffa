package org.postwatch.delivery;

import java.util.List;
import java.util.Locale;

/** Domains in and below which nobody is told. Plans that name them are refused already; this is the last look. */
public record BarredDomains(List<String> domains) {
    public BarredDomains {
        domains = domains.stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT).replaceFirst("^[@.]+", ""))
                .toList();
    }

    /**
     * @param address a mail address or a host
     * @throws IllegalStateException naming the domain
     */
    public void refuse(String address) {
        String host = address.substring(address.lastIndexOf('@') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.$", "");
        for (String domain : domains) {
            if (host.equals(domain) || host.endsWith("." + domain)) {
                throw new IllegalStateException(address + " is in the barred domain " + domain);
            }
        }
    }
}
