package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.http.HttpAddress;
import org.postwatch.http.TlsFiles;
import org.postwatch.http.TrustedProxies;

class FrontAddressTest {
    private static final TlsFiles FILES =
            new TlsFiles(Path.of("front.pem"), Path.of("front-key.pem"), Optional.empty());

    @Test
    void only_an_address_with_tls_can_be_opened_by_other_machines() {
        assertThat(FrontAddress.fromOtherMachines(tls("postwatch.example"))).contains("https://postwatch.example:8081");
        assertThat(FrontAddress.fromOtherMachines(tls("2001:db8::7"))).contains("https://[2001:db8::7]:8081");
        assertThat(FrontAddress.fromOtherMachines(tls("0.0.0.0"))).isEmpty();
        assertThat(FrontAddress.fromOtherMachines(tls("::"))).isEmpty();
        assertThat(FrontAddress.fromOtherMachines(tls("localhost"))).isEmpty();
        assertThat(FrontAddress.fromOtherMachines(plain("127.0.0.1"))).isEmpty();
        assertThat(FrontAddress.fromOtherMachines(plain("10.0.0.7"))).isEmpty();
    }

    @Test
    void a_path_is_printed_alone_when_its_address_is_not_known() {
        assertThat(FrontAddress.describe(plain("127.0.0.1"), "/pin/elm")).isEqualTo("http://127.0.0.1:8081/pin/elm");
        assertThat(FrontAddress.describe(plain("10.0.0.7"), "/pin/elm"))
                .isEqualTo("/pin/elm at the address of your TLS proxy");
        assertThat(FrontAddress.describe(tls("0.0.0.0"), "/pin/elm"))
                .isEqualTo("/pin/elm at the address of the instance");
    }

    private static HttpAddress plain(String host) {
        return HttpAddress.plain("front", host, 8081);
    }

    private static HttpAddress tls(String host) {
        return new HttpAddress("front", host, 8081, Optional.of(FILES), TrustedProxies.NONE);
    }
}
