using Stvg.Core;

namespace Stvg.Models.Catalogue;

/// <summary>Folders of this user: what was downloaded, and which models the user added.</summary>
public static class StvgFolders
{
    private const string Product = "orleans-stvg";

    /// <summary>Downloads and what was made from them: STVG_CACHE, or orleans-stvg in the user's cache folder.</summary>
    /// <remarks>May be deleted at any time.</remarks>
    /// <exception cref="StvgException">There is no home folder to put it in.</exception>
    public static string Cache =>
        Named("STVG_CACHE") is { } named ? Path.GetFullPath(named) : Path.Combine(Base("XDG_CACHE_HOME", ".cache"), Product);

    /// <summary>The user's own model descriptions: STVG_MODELS, or orleans-stvg/models in the user's data folder.</summary>
    /// <exception cref="StvgException">There is no home folder to put it in.</exception>
    public static string UserModels =>
        Named("STVG_MODELS") is { } named ? Path.GetFullPath(named)
            : Path.Combine(Base("XDG_DATA_HOME", Path.Combine(".local", "share")), Product, "models");

    private static string Base(string variable, string inHome)
    {
        if (Named(variable) is { } named) return named;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Combine(home, inHome)
            : throw new StvgException("this user has no home folder: set STVG_CACHE (and STVG_MODELS) to folders that can be written");
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
