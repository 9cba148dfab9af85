using Microsoft.AspNetCore.Http;

namespace Stvg.Api.Security;

/// <summary>Finds the key in a request.</summary>
internal static class KeyReader
{
    private const string Bearer = "Bearer ";
    private const int Longest = 256;

    /// <summary>The key that a request brings: null for none, empty for something that cannot be one.</summary>
    public static string? Read(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.Authorization.Count > 0)
        {
            return headers.Authorization is [{ } bearer] && bearer.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? Sane(bearer[Bearer.Length..].Trim())
                : "";
        }

        if (headers["X-Api-Key"] is { Count: > 0 } named) return named is [{ } value] ? Sane(value.Trim()) : "";
        return Session.Read(request) is { } kept ? Sane(kept) : null;
    }

    /// <summary>Whether the key comes from a browser's session, which pages of other sites may make it send.</summary>
    public static bool IsSession(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && request.Headers["X-Api-Key"].Count == 0 && Session.Read(request) is not null;

    /// <summary>The key, or empty for something that cannot be one.</summary>
    public static string Sane(string key) => key.Length <= Longest && key.All(c => c is > ' ' and < '\x7f') ? key : "";
}
