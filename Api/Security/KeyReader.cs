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
            return headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? Sane(value[Bearer.Length..].Trim())
                : "";
        }

        return headers["X-Api-Key"] switch { [] => null, [{ } value] => Sane(value.Trim()), _ => "" };
    }

    private static string Sane(string key) => key.Length <= Longest && key.All(c => c is > ' ' and < '\x7f') ? key : "";
}
