using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Stvg.Api.Mapping;

/// <summary>
/// Passwords in addresses. The service gives addresses without them; this is the last look before a text leaves the house, because a
/// camera's password in an answer, an error or a log cannot be taken back.
/// </summary>
internal static partial class Secrets
{
    private const string Hidden = "***", Mark = "://";

    // Longer addresses are no addresses; the bound keeps the search linear in a text made to be slow.
    private const int LongestAddress = 2000;

    private static readonly SearchValues<char> s_ends = SearchValues.Create(" \t\r\n\"'");

    /// <summary>
    /// The text with the password of every address in it, and values of query fields that are named like one, replaced by ***.
    /// </summary>
    public static string Hide(string text)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal)) return text;
        var shown = new StringBuilder(text.Length);
        var at = 0;
        for (var next = text.IndexOf(Mark, StringComparison.Ordinal); next >= 0; next = text.IndexOf(Mark, at, StringComparison.Ordinal))
        {
            var begin = next + Mark.Length;
            shown.Append(text, at, begin - at);
            at = begin;
            if (Password(text.AsSpan(begin, Math.Min(LongestAddress, text.Length - begin))) is not (var from, var to)) continue;
            shown.Append(text, begin, from).Append(Hidden);
            at = begin + to;
        }

        return Field().Replace(shown.Append(text, at, text.Length - at).ToString(), "${before}" + Hidden);
    }

    /// <summary>Where the password is in what follows the scheme; null: nowhere.</summary>
    private static (int From, int To)? Password(ReadOnlySpan<char> address)
    {
        if (address.IndexOfAny(s_ends) is var end and >= 0) address = address[..end];
        var host = address.IndexOfAny("/?#") is var path and >= 0 ? address[..path] : address;
        var colon = host.IndexOf(':');
        if (colon < 0) return null;
        if (host.LastIndexOf('@') is var at && at >= 0) return at > colon ? (colon + 1, at) : null;
        // A '/', '?' or '#' in a password that nobody escaped: then what follows the colon is no port.
        if (host[0] == '[' || !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9')) return null;
        return address.LastIndexOf('@') is var last && last > colon ? (colon + 1, last) : null;
    }

    [GeneratedRegex(
        """(?<before>[?&;](password|passwd|pass|pwd|token|secret|key|apikey|api_key|access_token|auth|sig|signature)=)[^&;#\s"']*""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
