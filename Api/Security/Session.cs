using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Stvg.Api.Security;

/// <summary>
/// A key that a browser keeps, in a cookie that no script can read and that is not sent from pages of other sites. The cookie is the key
/// itself: every silo of a cluster knows it, and revoking the key ends its sessions everywhere.
/// </summary>
internal static class Session
{
    /// <summary>Header in which changes have to repeat <see cref="Token"/>.</summary>
    public const string TokenHeader = "X-Stvg-Csrf";

    private const string Cookie = "stvg_session", ForwardedScheme = "X-Forwarded-Proto";
    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(30);
    private static readonly byte[] s_purpose = "stvg console: changes"u8.ToArray();

    /// <summary>The key of the cookie; null without one.</summary>
    public static string? Read(HttpRequest request) => request.Cookies[Cookie];

    /// <summary>Begins a session.</summary>
    public static void Begin(HttpContext http, string secret, bool remember) =>
        http.Response.Cookies.Append(Cookie, secret, Options(http, remember ? s_remembered : null));

    /// <summary>Ends it.</summary>
    public static void End(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, null));

    /// <summary>What a page that may read answers can prove itself with, and a page that can only send requests cannot.</summary>
    public static string Token(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), s_purpose).AsSpan(0, 16));

    /// <summary>Whether a request that came with the cookie may change something.</summary>
    public static bool MayChange(HttpRequest request, string secret) =>
        Origins.IsSafe(request.Method)
        || (request.Headers[TokenHeader] is [{ } token]
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token(secret))));

    private static CookieOptions Options(HttpContext http, TimeSpan? lives) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // A proxy that lies about this keeps only its own users from logging in.
        Secure = http.Request.IsHttps || string.Equals(http.Request.Headers[ForwardedScheme], "https", StringComparison.OrdinalIgnoreCase),
        Path = "/",
        MaxAge = lives,
        IsEssential = true,
    };
}
