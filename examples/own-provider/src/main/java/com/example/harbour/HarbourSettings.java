package com.example.harbour;

import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import java.net.URI;

/**
 * What an installation has to say.
 *
 * @param tokenUri the token endpoint
 * @param api where sessions are given their berths
 */
public record HarbourSettings(
    URI tokenUri, URI api, ClientSettings client, HttpSettings http) {}
