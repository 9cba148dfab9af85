using Stvg.Core;

namespace Stvg.Client.Http;

/// <summary>Where the server is.</summary>
internal static class ServerAddress
{
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>Reads an address, whose path is kept for servers behind a proxy.</summary>
    /// <exception cref="StvgException">It is no http or https address.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new StvgException($"the server address '{text}' is none; write it as {Default}");
        if (uri.UserInfo.Length > 0)
            throw new StvgException("a server address takes no user and password; keys come from --key-file FILE or STVG_KEY");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new StvgException($"the server address '{text}' goes on after its path; write it as {Default}");
        return uri.AbsolutePath.EndsWith('/') ? uri : new UriBuilder(uri) { Path = uri.AbsolutePath + "/" }.Uri;
    }
}
