import { Link, useRouterState } from '@tanstack/react-router';
import css from './SubNav.module.css';

/** The places inside one section, as words in a line. Nothing when there is only one. */
export function SubNav({ label, items }: { label: string; items: { to: string; label: string }[] }) {
    const path = useRouterState({ select: (state) => state.location.pathname });
    if (items.length < 2) return null;
    // One place may lie inside another: the innermost counts.
    const here = items
        .map(({ to }) => to)
        .filter((to) => path === to || path.startsWith(`${to}/`))
        .toSorted((one, other) => other.length - one.length)[0];
    return (
        <nav aria-label={label} className={css.nav}>
            {items.map(({ to, label }) => (
                <Link key={to} to={to as '/'} activeOptions={{ exact: true }} aria-current={to !== here ? undefined : path === to ? 'page' : 'true'}>
                    {label}
                </Link>
            ))}
        </nav>
    );
}
