using System.Text.RegularExpressions;

namespace Stvg.Api.Mapping;

/// <summary>
/// Passwords in addresses. The service gives addresses without them; this is the last look before a text leaves the house, because a
/// camera's password in an answer, an error or a log cannot be taken back.
/// </summary>
internal static partial class Secrets
{
    private const string Hidden = "***";

    /// <summary>
    /// The text with the password of every address in it, and values of query fields that are named like one, replaced by ***.
    /// </summary>
    public static string Hide(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal)) return text;
        text = Password().Replace(text, "${before}" + Hidden + "@");
        return Field().Replace(text, "${before}" + Hidden);
    }

    // scheme://user:password@; the second form is for a password with an unencoded '/', '?' or '#' in it, which cannot be a port then.
    [GeneratedRegex(
        """(?<before>://[^/?#@:\s"']*:)(?:[^/?#\s"']*|(?!\d{0,5}(?:[/?#\s"']|$))[^\s"']*)@""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();

    [GeneratedRegex(
        """(?<before>[?&;](password|passwd|pass|pwd|token|secret|key|apikey|api_key|access_token|auth|sig|signature)=)[^&;#\s"']*""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
