using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Stvg.Api.Hosting;

/// <summary>
/// The caller's loggers, without what the web framework has to say of every request: the API has its own line for that, and the
/// framework's would hold the query string.
/// </summary>
internal sealed class QuietLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName)
    {
        var logger = loggers.CreateLogger(categoryName);
        return categoryName.StartsWith("Microsoft.", StringComparison.Ordinal)
            || categoryName.EndsWith(nameof(Security.KeyAuthentication), StringComparison.Ordinal)
                ? new WarningsOnly(logger)
                : logger;
    }

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    // Not ours to dispose: the caller logs on after the server has ended.
    public void Dispose() { }

    private sealed class WarningsOnly(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
