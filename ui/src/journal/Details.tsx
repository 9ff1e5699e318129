import { useTranslation } from 'react-i18next';
import { ROLES } from '@/access';
import css from './Journal.module.css';

/** What a line carries besides: values, and what changed from what to what. */
export function Details({ details }: { details: Record<string, unknown> }) {
    const { t, i18n } = useTranslation();
    const { before, after, ...others } = details;
    const changed = isTree(before) || isTree(after) ? [...new Set([...Object.keys(isTree(before) ? before : {}), ...Object.keys(isTree(after) ? after : {})])] : [];
    const name = (key: string) => (i18n.exists(`journal.detail.${key}`) ? t(`journal.detail.${key as 'name'}`) : key);
    const show = (key: string, value: unknown): string => {
        if (value === null || value === undefined || value === '') return t('journal.nothing');
        if (typeof value === 'boolean') return value ? t('journal.yes') : t('journal.no');
        const role = ROLES.find((one) => one === value);
        return key === 'role' && role ? t(`role.${role}`) : written(value);
    };
    return (
        <dl className={css.details}>
            {changed.map((key) => (
                <Changed key={key} name={name(key)} was={show(key, isTree(before) ? before[key] : null)} is={show(key, isTree(after) ? after[key] : null)} />
            ))}
            {Object.entries(others).map(([key, value]) =>
                isTree(value) && ('before' in value || 'after' in value) ? (
                    <Changed key={key} name={name(key)} was={show(key, value.before)} is={show(key, value.after)} />
                ) : (
                    <div key={key}>
                        <dt>{name(key)}</dt>
                        <dd>{show(key, value)}</dd>
                    </div>
                ),
            )}
        </dl>
    );
}

function Changed({ name, was, is }: { name: string; was: string; is: string }) {
    const { t } = useTranslation();
    return (
        <div>
            <dt>{name}</dt>
            <dd>
                <span className="sr">{t('journal.was')} </span>
                <s>{was}</s> <span aria-hidden="true">→</span> <span className="sr">{t('journal.became')} </span>
                <b>{is}</b>
            </dd>
        </div>
    );
}

function isTree(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function written(value: unknown): string {
    if (Array.isArray(value)) return value.map(written).join(', ');
    if (typeof value === 'object') return JSON.stringify(value);
    return String(value);
}
