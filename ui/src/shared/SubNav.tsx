import { Link, useRouterState } from '@tanstack/react-router';
import css from './SubNav.module.css';

/** The places inside one section, as words in a line. Nothing when there is only one. */
export function SubNav({ label, items }: { label: string; items: { to: string; label: string }[] }) {
    const path = useRouterState({ select: (state) => state.location.pathname });
    if (items.length < 2) return null;
    return (
        <nav aria-label={label} className={css.nav}>
            {items.map(({ to, label }) => (
                <Link key={to} to={to as '/'} aria-current={path === to ? 'page' : path.startsWith(`${to}/`) ? 'true' : undefined}>
                    {label}
                </Link>
            ))}
        </nav>
    );
}
